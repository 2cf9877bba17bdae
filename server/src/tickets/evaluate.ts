import type { Tx } from '../context.ts';
import type { Desk } from './desk.ts';
import type { Ticket } from './ticket.ts';

export interface GivenEvaluation {
  readonly ticketId: string;
  /** 1 to 5. */
  readonly score: number;
  readonly remark: string;
}

/** Keeps how content the customer was. */
export async function evaluate(tx: Tx, desk: Desk, input: GivenEvaluation): Promise<Ticket> {
  throw new Error('soon');
}
