import type { Agent, Ticket } from '../api/types.ts';

/**
 * Returns the edits that assign a ticket. If the agent is not in the ticket's group, the agent's first group gets the
 * ticket.
 */
export function assignTo(agent: Agent, ticket: Pick<Ticket, 'groupId'>): { agentId: string; groupId?: string } {
  const [first] = agent.groupIds;
  const keepsGroup = ticket.groupId === null || agent.groupIds.includes(ticket.groupId);
  return keepsGroup || first === undefined ? { agentId: agent.id } : { agentId: agent.id, groupId: first };
}
