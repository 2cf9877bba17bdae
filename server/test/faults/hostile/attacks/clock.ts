import { parseTime } from '../../../../src/zone.ts';
import { world } from '../../../world.ts';
import { type Attack, verdict } from '../attack.ts';
import { exchange } from '../line.ts';
import { requestOf } from '../request.ts';
import { becomes, type Target } from '../target.ts';
import { createCall } from './burst.ts';

const hourMs = 3_600_000;

/** Moves the server's wall clock. Intervals that the server measures must not follow it. */
export const clock: Attack = {
  name: 'a clock that is set',
  does: 'the wall clock jumps back an hour, forward again, an hour ahead and back, while two apps and an agent work',
  async attack(server) {
    const wrong: string[] = [];
    for (const shiftMs of [-hourMs, 0, hourMs, 0]) {
      server.moveClock();
      if (!(await becomes(async () => Math.abs((await clockOf(server)) - Date.now() - shiftMs) < 60_000, 5000))) {
        wrong.push(`the clock was not seen to be ${shiftMs / 60_000} minutes off`);
      }
      const creates = await Promise.all(
        Array.from({ length: 30 }, () => exchange(server, createCall(server, 'clock'))),
      );
      const list = await exchange(
        server,
        requestOf('/api/console/1/tickets', { headers: { cookie: server.cookie, connection: 'close' } }),
      );
      const refused = creates.find(({ code }) => code !== '000000');
      if (refused)
        wrong.push(`a call got ${refused.status} ${refused.code} with the clock ${shiftMs / 60_000} minutes off`);
      if (list.status !== 200)
        wrong.push(`an agent got ${list.status} ${list.code} with the clock ${shiftMs / 60_000} minutes off`);
    }
    return verdict(wrong.join('; ') || 'all calls went on', { 'all calls go on': wrong.length === 0 });
  },
};

/** Returns the server's time, from the creation of a ticket; 0 when it creates none. */
async function clockOf({ client, acknowledge }: Target): Promise<number> {
  const given = { companyid: world.companyId, ticket_title: 'clock', ticket_content: 'x', ticket_typeid: 'cloud_api' };
  try {
    const { item } = await client.save_user_ticket({ ...given, ticket_from: '4', partnerid: 'clock' });
    acknowledge([item.ticketid]);
    const detail = await client.get_ticket_by_id({ ticketid: item.ticketid });
    return parseTime('Asia/Shanghai', detail.item.create_datetime) ?? 0;
  } catch {
    return 0;
  }
}
