import type { Status } from '../../catalog/catalog.ts';
import { answeredStatus, statusTypes } from '../../catalog/statuses.ts';
import { Problem, refused } from '../../errors.ts';

/** Throws `ticket_unknown` for the status of a deleted ticket. */
export function demandLive({ type }: Pick<Status, 'type'>): void {
  if (type === statusTypes.deleted) throw new Problem('ticket_unknown', 'deleted');
}

/** Throws `move_forbidden` for a status that a new ticket cannot have. */
export function demandBeginning({ type }: Status): void {
  if (type === statusTypes.deleted) throw refused('status', 'a ticket is not created deleted', 'move_forbidden');
}

/**
 * Throws when an agent's call may not change one status to the other: `ticket_unknown` for a deleted ticket. Unless the
 * company lets replies reopen tickets, a closed ticket takes no reply (`ticket_closed`) and no other status than deleted
 * (`move_forbidden`).
 */
export function demandMove(from: Status, to: Status, call: { replies: boolean; reopens: boolean }): void {
  demandLive(from);
  if (from.type !== statusTypes.closed || call.reopens) return;
  if (call.replies) throw new Problem('ticket_closed');
  if (to.code !== from.code && to.type !== statusTypes.deleted)
    throw refused('status', 'the ticket is closed', 'move_forbidden');
}

/** Returns the status after a customer's reply: 待客服回复, but a new ticket stays new. Throws when the ticket takes no reply. */
export function afterCustomerReply(from: Status, reopens: boolean): number {
  demandLive(from);
  if (from.type === statusTypes.closed && !reopens) throw new Problem('ticket_closed');
  return from.type === statusTypes.new ? from.code : answeredStatus;
}
