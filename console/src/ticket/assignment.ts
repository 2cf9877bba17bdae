import type { Agent, Ticket } from '../api/types.ts';

/**
 * Returns the edits that assign a ticket to an agent. If the ticket has a group in which the agent is not, the ticket
 * also gets the agent's first group. An agent without groups leaves the group unchanged.
 */
export function assignTo(agent: Agent, ticket: Pick<Ticket, 'groupId'>): { agentId: string; groupId?: string } {
  const [first] = agent.groupIds;
  const keepsGroup = ticket.groupId === null || agent.groupIds.includes(ticket.groupId);
  return keepsGroup || first === undefined ? { agentId: agent.id } : { agentId: agent.id, groupId: first };
}
