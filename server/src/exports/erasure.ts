import type { Reactor, Tx } from '../context.ts';
import { formatTime } from '../zone.ts';
import { moveOn } from './revision.ts';
import { removeDays } from './shelf.ts';

/** Follows erasures: removes the files of the days that held an erased reply. They are made again without it. */
export function forgetErased(folder: string): Reactor {
  return async (tx, { event: { kind, ticketId, replyId } }) => {
    if (kind !== 'erased') return;
    tx.flush('event', 'reply');
    const reply = await tx.query
      .selectFrom('reply')
      .where('company_id', '=', tx.company.id)
      .where('ticket_id', '=', ticketId)
      .where('id', '=', replyId)
      .select('at')
      .executeTakeFirst();
    await forgetTicket(tx, folder, ticketId, reply?.at ?? 0);
  };
}

/** Removes the files of all days since that moment on which something happened to the ticket. */
async function forgetTicket(tx: Tx, folder: string, ticketId: string, since: number): Promise<void> {
  const { company, query } = tx;
  const events = await query
    .selectFrom('event')
    .where('company_id', '=', company.id)
    .where('ticket_id', '=', ticketId)
    .where('at', '>=', since)
    .select('at')
    .execute();
  const days = [...new Set(events.map(({ at }) => formatTime(company.zone, at).slice(0, 'yyyy-MM-dd'.length)))].sort();
  await moveOn(query, company.id, days);
  tx.afterCommit(() => removeDays(folder, company.id, days));
}
