import type { Status, TicketRow } from '../api/types.ts';

/** A ticket whose status has this type or a higher one is done: 5 is resolved, 6 closed, 7 deleted. */
const firstDone = 5;

/** Divides a customer's tickets into open and done ones; the ticket `exceptId` is left out. */
export function splitOpenAndDone(
  tickets: readonly TicketRow[],
  status: ReadonlyMap<number, Status>,
  exceptId?: string,
): { open: TicketRow[]; done: TicketRow[] } {
  const others = tickets.filter((ticket) => ticket.id !== exceptId);
  const isDone = (ticket: TicketRow) => (status.get(ticket.status)?.type ?? 1) >= firstDone;
  return { open: others.filter((ticket) => !isDone(ticket)), done: others.filter(isDone) };
}
