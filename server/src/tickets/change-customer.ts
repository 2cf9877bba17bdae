import type { Tx } from '../context.ts';
import { refused } from '../errors.ts';
import { agentActor, findAgent, findNick, systemActor } from './model/actors.ts';
import { statusOf } from './model/catalog-checks.ts';
import { set } from './model/changes.ts';
import type { Desk } from './model/desk.ts';
import { demandLive } from './model/moves.ts';
import type { Ticket } from './model/ticket.ts';
import { claimTicket, type TicketKey } from './rows/find.ts';
import { happen } from './rows/history.ts';

export interface CustomerChange {
  readonly ticket: TicketKey;
  readonly customerId: string;
  /** The agent who does it; undefined for a call of the API, which names none. */
  readonly actorId?: string | undefined;
}

/**
 * Gives the ticket to another customer; its starter stays. Throws Problem `ticket_unknown`, for deleted tickets too,
 * `customer_unknown` or `agent_unknown`.
 */
export async function changeCustomer(tx: Tx, { catalog, staff }: Desk, input: CustomerChange): Promise<Ticket> {
  const ticket = await claimTicket(tx, input.ticket);
  demandLive(statusOf(catalog, ticket));
  const nick = await findNick(tx, input.customerId);
  if (nick === undefined) throw refused('customerId', 'no such customer', 'customer_unknown');
  const changes = set(ticket, 'customerId', input.customerId, nick);
  const { actorId } = input;
  const actor = actorId === undefined ? systemActor : agentActor(findAgent(staff, actorId, 'actorId'));
  return happen(tx, ticket, { kind: 'edited', actor, changes });
}
