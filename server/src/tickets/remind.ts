import type { Tx } from '../context.ts';
import type { Desk } from './desk.ts';
import type { TicketKey } from './find.ts';
import type { Ticket } from './ticket.ts';

export interface Reminder {
  readonly ticket: TicketKey;
  readonly agentId: string;
  readonly remark: string;
}

/** Urges those who have the ticket to get on with it. */
export async function remind(tx: Tx, desk: Desk, input: Reminder): Promise<Ticket> {
  throw new Error('soon');
}
