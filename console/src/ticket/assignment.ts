import type { Agent, Ticket } from '../api/types.ts';

/** Returns the edits that assign a ticket. If the agent is not in its group, it goes to the agent's first group. */
export function assignTo(agent: Agent, ticket: Pick<Ticket, 'groupId'>): { agentId: string; groupId?: string } {
  const [first] = agent.groupIds;
  const fits = ticket.groupId === null || agent.groupIds.includes(ticket.groupId);
  return fits || first === undefined ? { agentId: agent.id } : { agentId: agent.id, groupId: first };
}
