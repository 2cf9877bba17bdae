import type { Status, TicketRow } from '../api/types.ts';

/** From this kind on a ticket is done: resolved, closed, deleted. */
const firstDone = 5;

/** A customer's tickets, those still open first, without one of them. */
export function openFirst(
  tickets: readonly TicketRow[],
  status: ReadonlyMap<number, Status>,
  without?: string,
): { open: TicketRow[]; done: TicketRow[] } {
  const others = tickets.filter((ticket) => ticket.id !== without);
  const isDone = (ticket: TicketRow) => (status.get(ticket.status)?.type ?? 1) >= firstDone;
  return { open: others.filter((ticket) => !isDone(ticket)), done: others.filter(isDone) };
}
