import { statusTypes } from '../catalog/statuses.ts';
import type { Tx } from '../context.ts';
import { Problem } from '../errors.ts';
import { agentActor, findAgent } from './model/actors.ts';
import { statusOf } from './model/catalog-checks.ts';
import type { Desk } from './model/desk.ts';
import { demandLive } from './model/moves.ts';
import type { Ticket } from './model/ticket.ts';
import { claimTicket, type TicketKey } from './rows/find.ts';
import { happen } from './rows/history.ts';

export interface Reminder {
  readonly ticket: TicketKey;
  readonly actorId: string;
  readonly remark: string;
}

/**
 * Records that an agent urges others to deal with the ticket (催单). Throws Problem `ticket_unknown`, for deleted tickets too,
 * `agent_unknown`, or `move_forbidden` for closed tickets.
 */
export async function remind(tx: Tx, { catalog, staff }: Desk, input: Reminder): Promise<Ticket> {
  const ticket = await claimTicket(tx, input.ticket);
  const status = statusOf(catalog, ticket);
  demandLive(status);
  const actor = agentActor(findAgent(staff, input.actorId, 'actorId'));
  if (status.type === statusTypes.closed) throw new Problem('move_forbidden', 'the ticket is closed');
  const changes = [{ property: 'reminder', from: null, to: input.remark }];
  return happen(tx, ticket, { kind: 'reminded', actor, changes });
}
