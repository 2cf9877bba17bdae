import { agent, victim } from '../accounts.ts';
import { type Attack, verdict } from '../attack.ts';
import { openLine } from '../line.ts';
import { signInRequest, trySigningIn } from '../sign-in.ts';
import { becomes, type Target } from '../target.ts';

/** Ten guesses at one e-mail are allowed without delay. */
const free = 10;

/**
 * Floods the counter of guesses. The counter must not forget an agent's guesses, however many other attempts it
 * refuses.
 */
export const strangeEmails: Attack = {
  name: 'strange e-mails',
  does: "guesses at one agent's password until they are refused, then 26,000 sign-ins under strange e-mails, then guesses again",
  isLong: true,
  async attack(server) {
    const before = await guess(server, 30, 1);
    const count = server.many(26_000, 500);
    const limited = await floodWithEmails(server, count);
    const after = await guess(server, 20, 31);
    const { status } = await trySigningIn(server, agent);
    return verdict(
      `${before} guesses were checked before the other sign-ins, ${after} after them; ${limited} of the ${count} others got rate_limited; another agent got ${status}`,
      {
        'no more than ten guesses are free': before <= free,
        // An e-mail regains two guesses a minute.
        'the flood makes no further guess free': after <= 2,
        'others sign in': status === 200,
      },
    );
  },
};

/** Guesses from a different address each time and returns how many guesses were checked. */
async function guess(server: Target, times: number, first: number): Promise<number> {
  let checked = 0;
  for (let n = 0; n < times; n += 1) {
    const { code } = await trySigningIn(
      server,
      { email: victim.email, password: `guess ${n}` },
      `127.0.9.${first + n}`,
    );
    if (code === 'sign_in_refused') checked += 1;
  }
  return checked;
}

/**
 * Tries to sign in on twenty connections from one address, five requests per packet. Returns how many got
 * `rate_limited`.
 */
async function floodWithEmails(server: Target, count: number): Promise<number> {
  const lines = Array.from({ length: 20 }, () => openLine(server));
  const each = count / lines.length;
  const limited = await Promise.all(
    lines.map(async ({ socket, heard }, place) => {
      for (let sent = 0; sent < each; sent += atOnce) {
        const emails = Array.from({ length: atOnce }, (_, n) => `stranger-${place}-${sent + n}@example.com`);
        socket.write(Buffer.concat(emails.map((email) => signInRequest(server, { email, password: 'anything' }))));
        await becomes(() => socket.destroyed || answersIn(heard()) >= sent + atOnce, 20_000);
      }
      socket.destroy();
      return heard().split('rate_limited').length - 1;
    }),
  );
  return limited.reduce((sum, one) => sum + one, 0);
}

const atOnce = 5;

function answersIn(text: string): number {
  return text.split('HTTP/1.1 ').length - 1;
}
