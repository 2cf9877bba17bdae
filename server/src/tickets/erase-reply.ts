import type { Tx } from '../context.ts';
import { Problem } from '../errors.ts';
import { agentActor, findAgent, systemActor } from './model/actors.ts';
import type { Desk } from './model/desk.ts';
import type { Ticket } from './model/ticket.ts';
import { claimTicket } from './rows/find.ts';
import { happen } from './rows/history.ts';
import { eraseFromHistory } from './rows/history-store.ts';
import { blankReply } from './rows/replies.ts';

export interface Erasure {
  readonly ticketId: string;
  readonly replyId: string;
  /** The agent who erases; undefined for a call of the API that names none. */
  readonly actorId: string | undefined;
}

/**
 * Removes a reply's text and files for good, from its row and from its event. The history still says who replied when,
 * and who erased the reply when. Tickets may be closed or deleted, because those still show their replies. Throws
 * Problem `ticket_unknown`, `reply_unknown`, also for a reply that is erased already, or `agent_unknown`.
 */
export async function eraseReply(tx: Tx, { staff }: Desk, input: Erasure): Promise<Ticket> {
  const { replyId, actorId } = input;
  const ticket = await claimTicket(tx, { id: input.ticketId });
  const erased = await blankReply(tx, ticket.id, replyId);
  if (!erased) throw new Problem('reply_unknown');
  const actor = actorId === undefined ? systemActor : agentActor(findAgent(staff, actorId, 'actorId'));
  await eraseFromHistory(tx, ticket.id, replyId);
  return happen(tx, ticket, { kind: 'erased', actor, changes: [], replyId });
}
