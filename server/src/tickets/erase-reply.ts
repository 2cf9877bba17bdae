import type { Tx } from '../context.ts';
import type { Desk } from './desk.ts';
import type { Ticket } from './ticket.ts';

export interface Erasure {
  readonly ticketId: string;
  readonly replyId: string;
  readonly agentId: string | undefined;
}

/** Removes a reply's text and files for good. */
export async function eraseReply(tx: Tx, desk: Desk, input: Erasure): Promise<Ticket> {
  throw new Error('soon');
}
