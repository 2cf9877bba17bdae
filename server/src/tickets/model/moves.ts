import type { Status } from '../../catalog/catalog.ts';
import { answeredStatus, statusTypes } from '../../catalog/statuses.ts';
import { Problem, refused } from '../../errors.ts';

/** Throws when a ticket of that status takes nothing any more. */
export function demandLive({ type }: Pick<Status, 'type'>): void {
  if (type === statusTypes.deleted) throw new Problem('ticket_unknown', 'deleted');
}

/** Throws when a new ticket may not begin in the status. */
export function demandBeginning({ type }: Status): void {
  if (type === statusTypes.deleted) throw refused('status', 'a ticket is not created deleted', 'move_forbidden');
}

/**
 * Throws when an agent's call may not lead from one status to the other. A closed ticket takes no reply and
 * no other status but the deletion, unless the company lets it be opened again.
 */
export function demandMove(from: Status, to: Status, call: { replies: boolean; reopens: boolean }): void {
  demandLive(from);
  if (from.type !== statusTypes.closed || call.reopens) return;
  if (call.replies) throw new Problem('ticket_closed');
  if (to.code !== from.code && to.type !== statusTypes.deleted)
    throw refused('status', 'the ticket is closed', 'move_forbidden');
}

/** Code of the status that a customer's reply leads to; throws when the ticket takes none. */
export function afterCustomerReply(from: Status, reopens: boolean): number {
  demandLive(from);
  if (from.type === statusTypes.closed && !reopens) throw new Problem('ticket_closed');
  return from.type === statusTypes.new ? from.code : answeredStatus;
}
