import type { Tx } from '../context.ts';
import type { Desk } from './desk.ts';
import type { TicketKey } from './find.ts';
import type { Ticket } from './ticket.ts';

/** Gives the ticket to another customer. */
export async function changeCustomer(
  tx: Tx,
  desk: Desk,
  input: { ticket: TicketKey; customerId: string },
): Promise<Ticket> {
  throw new Error('soon');
}
