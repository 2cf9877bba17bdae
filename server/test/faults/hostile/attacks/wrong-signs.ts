import { type Attack, verdict } from '../attack.ts';
import { companiesOf } from '../installation.ts';
import { askForToken } from '../sign-in.ts';

/** Sends wrong signs for an appid, which is public. That must not lock out the app's owner. */
export const wrongSigns: Attack = {
  name: 'wrong signs',
  does: 'twenty strangers ask for tokens of an appid with wrong signs, while its owner asks with the right one',
  async attack(server) {
    // An app whose token nothing else uses. The app gets more than a hundred tokens here, and only the latest hundred
    // of an app stay valid.
    const owner = companiesOf(server.receivers.addresses)[1]!;
    const until = performance.now() + server.many(5000, 1500);
    let wrong = 0;
    const strangers = Array.from({ length: 20 }, async (_, n) => {
      while (performance.now() < until) {
        await askForToken(server, { ...owner, appKey: 'not the key' }, `127.0.8.${1 + n}`);
        wrong += 1;
      }
    });
    const times: number[] = [];
    let refused = '';
    while (performance.now() < until) {
      const began = performance.now();
      const { status, code } = await askForToken(server, owner);
      times.push(performance.now() - began);
      if (code !== '000000') refused ||= `${status} ${code}`;
    }
    await Promise.all(strangers);
    const longest = Math.round(Math.max(...times));
    return verdict(
      `${wrong} wrong signs; the owner asked ${times.length} times, ${longest} ms at most${refused && `, and got ${refused}`}`,
      {
        'the owner always gets a token': refused === '',
        'within a second': longest <= 1000 * server.slowness(),
      },
    );
  },
};
