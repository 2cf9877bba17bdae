import { refused } from '../../errors.ts';
import type { Staff } from '../../people/staff.ts';
import { findAgent } from './actors.ts';

/** The group and the agent of a ticket. The agent is always a member of the group. */
export interface Assignment {
  readonly groupId: string | null;
  readonly agentId: string | null;
}

/**
 * Returns a ticket's assignment after a call that names a group, an agent, both or neither. An agent alone keeps the
 * group if he is a member, else the ticket gets his first group. A group alone keeps the agent if he is a member. A
 * null agent removes the agent and keeps the group. The present assignment may be named again, even when the agent has
 * left.
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
