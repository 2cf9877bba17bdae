import type { Tx } from '../context.ts';
import type { AttachedFile } from '../files/attachment.ts';
import { customerOf } from './model/actors.ts';
import { statusOf, usableStatus } from './model/catalog-checks.ts';
import { setStatus } from './model/changes.ts';
import type { Desk } from './model/desk.ts';
import { afterCustomerReply } from './model/moves.ts';
import type { Ticket } from './model/ticket.ts';
import { claimTicket } from './rows/find.ts';
import { happen } from './rows/history.ts';
import { addReply, type Reply, replyChange } from './rows/replies.ts';

export interface CustomerReply {
  readonly ticketId: string;
  readonly content: string;
  readonly files: readonly AttachedFile[];
}

/**
 * Adds a public reply of the ticket's customer. A new ticket stays new. Any other ticket gets the status 待客服回复, also when
 * it was resolved. A closed ticket takes the reply only if the company lets replies reopen tickets. Throws Problem
 * `ticket_unknown`, for deleted tickets too, or `ticket_closed`.
 */
export async function replyAsCustomer(tx: Tx, { catalog }: Desk, input: CustomerReply): Promise<Ticket> {
  const ticket = await claimTicket(tx, { id: input.ticketId });
  const before = statusOf(catalog, ticket);
  const code = afterCustomerReply(before, tx.company.settings.reopenOnReply);
  const after = code === before.code ? before : usableStatus(catalog, code);

  const actor = await customerOf(tx, ticket);
  const reply: Reply = { title: '回复', content: input.content, files: input.files, visibility: 'public' };
  const replyId = addReply(tx, ticket.id, actor, reply);
  return happen(tx, ticket, {
    kind: 'replied',
    actor,
    changes: [replyChange(reply), ...setStatus(ticket, after)],
    replyId,
  });
}
