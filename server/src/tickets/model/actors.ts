import type { Tx } from '../../context.ts';
import { prepared } from '../../db/prepared.ts';
import { refused } from '../../errors.ts';
import type { Actor } from '../../events.ts';
import type { Agent, Staff } from '../../people/staff.ts';
import type { Ticket } from './ticket.ts';

/**
 * Returns the agent who acts (`actorId`) or is to get a ticket (`agentId`). Throws `agent_unknown`, also for an agent who is
 * not active.
 */
export function findAgent(staff: Staff, id: string, property: 'actorId' | 'agentId'): Agent {
  const agent = staff.agents.get(id);
  if (!agent?.active) throw refused(property, 'no such agent', 'agent_unknown');
  return agent;
}

export function agentActor({ id, name, face }: Agent): Actor {
  return { type: 'agent', id, name, face };
}

export function customerActor(id: string, nick: string): Actor {
  return { type: 'customer', id, name: nick, face: '' };
}

/** Returns the ticket's customer as an actor; a nameless visitor for a ticket that an agent opened for nobody. */
export async function customerOf(tx: Tx, { customerId }: Ticket): Promise<Actor> {
  if (customerId === null) return customerActor('', '访客');
  return customerActor(customerId, (await findNick(tx, customerId)) ?? '');
}

/** The actor of a call of the API that names no agent. */
export const systemActor: Actor = { type: 'system', id: '', name: '系统', face: '' };

/** Returns the customer's nick; undefined when the company has no customer of that id. */
export async function findNick(tx: Tx, customerId: string): Promise<string | undefined> {
  const [customer] = await nickOf(tx.query, { company: tx.company.id, id: customerId });
  return customer?.nick;
}

const nickOf = prepared<{ company: string; id: string }, { nick: string }>((query, value) =>
  query.selectFrom('customer').where('company_id', '=', value('company')).where('id', '=', value('id')).select('nick'),
);
