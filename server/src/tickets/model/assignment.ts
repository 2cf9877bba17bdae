import { refused } from '../../errors.ts';
import type { Staff } from '../../people/staff.ts';
import { findAgent } from './actors.ts';

/** The group and the agent of a ticket. Commands assign an agent only together with a group of which he is a member. */
export interface Assignment {
  readonly groupId: string | null;
  readonly agentId: string | null;
}

/**
 * Returns a ticket's assignment after a call that names a group, an agent, both or neither. If the call names only an agent,
 * the ticket keeps its group when he is a member of it, and gets his first group otherwise. If it names only a group, the
 * ticket keeps its agent when he is a member, and has none otherwise. A null agent removes the agent. The present assignment
 * may be named again, even when the agent has left. Throws Problem for a group or agent that the company lacks, and for an
 * agent outside of the group.
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
