import type { Reactor, Tx } from '../context.ts';
import { formatTime } from '../zone.ts';
import { raiseRevisions } from './revision.ts';
import { removeDays } from './shelf.ts';

/**
 * Removes, after an erasure, the files of days that may hold erased contents: for a reply the days since it was written, for a
 * person all days of the ticket. The next call for such a day makes its file again.
 */
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
  await raiseRevisions(query, company.id, days);
  tx.afterCommit(() => removeDays(folder, company.id, days));
}
