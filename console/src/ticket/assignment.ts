import type { Agent, Ticket } from '../api/types.ts';

/** Gives a ticket to an agent: the group stays when the agent is in it, else it becomes one of theirs. */
export function assignTo(agent: Agent, ticket: Pick<Ticket, 'groupId'>): { agentId: string; groupId?: string } {
  const [first] = agent.groupIds;
  const fits = ticket.groupId === null || agent.groupIds.includes(ticket.groupId);
  return fits || first === undefined ? { agentId: agent.id } : { agentId: agent.id, groupId: first };
}
