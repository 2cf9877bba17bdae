import { formatTime } from '../../../../src/zone.ts';
import { world } from '../../../world.ts';
import { type Attack, verdict } from '../attack.ts';
import { exchange } from '../line.ts';
import { callOf } from '../request.ts';
import type { Target } from '../target.ts';

/** A burst of one integration must be served, not refused, because old clients do not repeat a call after 503. */
export const burst: Attack = {
  name: 'a burst',
  does: '2,000 creates and 500 lists at one moment, each on a connection of its own',
  slowestLivezMs: 4000,
  async attack(server) {
    const creates = server.many(2000, 200);
    const lists = server.many(500, 50);
    const began = performance.now();
    const replies = await Promise.all([
      ...Array.from({ length: creates }, () => exchange(server, createCall(server), { withinMs: 30_000 })),
      ...Array.from({ length: lists }, () => exchange(server, listCall(server), { withinMs: 30_000 })),
    ]);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    // Matches the answer to a create, not the answer to a list, whose `items` hold tickets.
    const made = replies.flatMap(({ text }) => /"ticketid":"([0-9a-f]{32})"\},"items":\[\]/.exec(text)?.[1] ?? []);
    server.acknowledge(made);
    const others = replies.filter(({ code }) => code !== '000000');
    const counts = Map.groupBy(others, ({ status, code }) => `${status} ${code}`);
    const saw = [...counts].map(([name, { length }]) => `, ${length} × ${name}`).join('');
    return verdict(`${replies.length - others.length} of ${replies.length} succeeded in ${seconds} s${saw}`, {
      'all succeed': others.length === 0,
    });
  },
};

export function createCall({ token }: Pick<Target, 'token'>, title = 'burst'): Buffer {
  const given = { companyid: world.companyId, ticket_title: title, ticket_content: '批量', ticket_typeid: 'cloud_api' };
  return callOf('save_user_ticket', { ...given, ticket_from: '4', partnerid: 'burst' }, { token });
}

export function listCall({ token }: Pick<Target, 'token'>, page_size = '15'): Buffer {
  const day = (at: number) => formatTime('Asia/Shanghai', at);
  const now = Date.now();
  const range = { create_start_datetime: day(now - 86_400_000), create_end_datetime: day(now + 86_400_000) };
  return callOf('query_tickets', { companyid: world.companyId, ...range, page_size }, { token });
}
