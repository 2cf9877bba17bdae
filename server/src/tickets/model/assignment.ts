import { refused } from '../../errors.ts';
import type { Staff } from '../../people/staff.ts';
import { findAgent } from './actors.ts';

/** Who deals with a ticket. An agent is always one of the group. */
export interface Assignment {
  readonly groupId: string | null;
  readonly agentId: string | null;
}

/**
 * Who deals with the ticket after a call that names a group, an agent, both or neither (nothing changes). An agent
 * alone keeps the group when it is one of his, else brings his first; a group alone keeps the agent when he is one
 * of it; null takes the agent off and leaves the group. What the ticket has already is taken as it is, even when the
 * agent has left since.
 */
export function assign(
  staff: Staff,
  before: Assignment,
  given: { groupId?: string | undefined; agentId?: string | null | undefined },
): Assignment {
  const { groupId = before.groupId, agentId = before.agentId } = given;
  if (groupId === before.groupId && agentId === before.agentId) return before;
  if (given.groupId !== undefined && !staff.groups.has(given.groupId)) throw refused('groupId', 'no such group');
  if (given.agentId === undefined) return assignGroup(staff, before, groupId);
  if (given.agentId === null) return { groupId, agentId: null };
  return assignAgent(staff, before, given.agentId, given.groupId);
}

function assignGroup(staff: Staff, { agentId }: Assignment, groupId: string | null): Assignment {
  const stays = agentId !== null && groupId !== null && staff.agents.get(agentId)?.groupIds.includes(groupId);
  return { groupId, agentId: stays ? agentId : null };
}

function assignAgent(staff: Staff, before: Assignment, agentId: string, givenGroupId: string | undefined): Assignment {
  const { groupIds } = findAgent(staff, agentId, 'agentId');
  const kept = before.groupId !== null && groupIds.includes(before.groupId) ? before.groupId : groupIds[0];
  const groupId = givenGroupId ?? kept;
  if (groupId === undefined) throw refused('groupId', 'the agent has no group', 'group_missing');
  if (!groupIds.includes(groupId)) throw refused('agentId', 'not in the group', 'agent_not_in_group');
  return { groupId, agentId };
}
