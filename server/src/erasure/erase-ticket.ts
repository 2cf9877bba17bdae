import type { Tx } from '../context.ts';
import type { TicketEvent } from '../events.ts';
import { erasedNick, type Leaving } from '../people/erase-customer.ts';
import { systemActor } from '../tickets/model/actors.ts';
import { replay } from '../tickets/model/apply-event.ts';
import { claimTicket } from '../tickets/rows/find.ts';
import { happen } from '../tickets/rows/history.ts';
import { readHistory } from '../tickets/rows/history-store.ts';
import { updateTicket } from '../tickets/rows/store.ts';
import { type Extent, extentOf, forgetPerson, plainTitle } from './forget-person.ts';

/**
 * Removes the person from one ticket: from its history, its row and its replies. An event records that this happened,
 * and the reactors to that event erase messages, exports and files. Returns false when the ticket does not name the person.
 */
export async function eraseTicket(tx: Tx, leaving: Leaving, ticketId: string): Promise<boolean> {
  const ticket = await claimTicket(tx, { id: ticketId });
  const extent = extentOf(leaving, ticket);
  tx.flush('event', 'reply');
  const before = await readHistory(tx.query, tx.company.id, ticketId);
  const after = before.map((event) => forgetPerson(event, leaving, extent));
  const changed = after.filter((event, index) => JSON.stringify(event) !== JSON.stringify(before[index]));
  if (changed.length === 0) return false;

  for (const event of changed) await rewriteEvent(tx, event);
  await forgetReplies(tx, leaving, ticketId, extent);
  const forgotten = replay(ticketId, after);
  updateTicket(tx, ticket, forgotten);
  await happen(tx, forgotten, { kind: 'erased', actor: systemActor, changes: [] });
  return true;
}

async function rewriteEvent({ query, company }: Tx, { ticketId, version, actor, changes }: TicketEvent): Promise<void> {
  await query
    .updateTable('event')
    .set({ actor_id: actor.id, actor_name: actor.name, actor_face: actor.face, changes: JSON.stringify(changes) })
    .where('company_id', '=', company.id)
    .where('ticket_id', '=', ticketId)
    .where('version', '=', version)
    .execute();
}

async function forgetReplies(tx: Tx, { customerId, successorId }: Leaving, ticketId: string, extent: Extent) {
  const { company, query, at } = tx;
  const ofTicket = query.updateTable('reply').where('company_id', '=', company.id).where('ticket_id', '=', ticketId);
  const blank = { title: '', content: '', files: '[]' };
  const his = ofTicket.where('author_type', '=', 'customer').where('author_id', '=', customerId);
  await his
    .set(({ fn, val }) => ({ ...blank, erased_at: fn.coalesce('erased_at', val(at)) }))
    .set({ author_id: successorId, author_name: erasedNick, author_face: '' })
    .execute();
  if (extent === 'traces') await ofTicket.set({ title: plainTitle }).execute();
  else await ofTicket.set(({ fn, val }) => ({ ...blank, erased_at: fn.coalesce('erased_at', val(at)) })).execute();
}
