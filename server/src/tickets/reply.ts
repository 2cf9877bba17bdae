import type { Tx } from '../context.ts';
import type { AttachedFile } from '../files/attachment.ts';
import type { Desk } from './desk.ts';
import type { Ticket } from './ticket.ts';

export interface CustomerReply {
  readonly ticketId: string;
  readonly content: string;
  readonly files: readonly AttachedFile[];
}

/** Adds what the ticket's customer answers. */
export async function replyAsCustomer(tx: Tx, desk: Desk, input: CustomerReply): Promise<Ticket> {
  throw new Error('soon');
}
