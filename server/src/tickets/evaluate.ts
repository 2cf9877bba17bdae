import type { Tx } from '../context.ts';
import { Problem, refused } from '../errors.ts';
import { customerOf } from './model/actors.ts';
import { statusOf } from './model/catalog-checks.ts';
import type { Desk } from './model/desk.ts';
import { demandLive } from './model/moves.ts';
import type { Ticket } from './model/ticket.ts';
import { claimTicket } from './rows/find.ts';
import { happen } from './rows/history.ts';

export interface GivenEvaluation {
  readonly ticketId: string;
  /** 1 to 5. */
  readonly score: number;
  readonly remark: string;
}

/**
 * Stores the customer's evaluation of a ticket that was resolved or closed once. Throws Problem `ticket_unknown`, for
 * deleted tickets too, `move_forbidden` before the first resolution, or `evaluated_already`, unless the company lets
 * evaluations be changed.
 */
export async function evaluate(tx: Tx, { catalog }: Desk, input: GivenEvaluation): Promise<Ticket> {
  const { score, remark } = input;
  if (![1, 2, 3, 4, 5].includes(score)) throw refused('score', 'must be 1 to 5');
  const ticket = await claimTicket(tx, { id: input.ticketId });
  demandLive(statusOf(catalog, ticket));
  if (ticket.firstSolvedAt === null) throw new Problem('move_forbidden', 'the ticket is not resolved yet');
  if (ticket.evaluation && !tx.company.settings.changeEvaluation) throw new Problem('evaluated_already');

  const from = ticket.evaluation && { score: ticket.evaluation.score, remark: ticket.evaluation.remark };
  const changes = [{ property: 'evaluation', from, to: { score, remark } }];
  return happen(tx, ticket, { kind: 'evaluated', actor: await customerOf(tx, ticket), changes });
}
