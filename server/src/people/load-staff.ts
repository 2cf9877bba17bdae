import type { Queries } from '../db/database.ts';
import { readInOrder } from '../db/in-order.ts';
import type { Agent, Group, Staff } from './staff.ts';

/** Reads all agents and groups of the company; use it through `snapshots.get(company.id, loadStaff)`. */
export async function loadStaff(query: Queries, companyId: string): Promise<Staff> {
  const [agentRows, groupRows, members] = await Promise.all([
    readInOrder(query, 'agent', companyId),
    readInOrder(query, 'agent_group', companyId),
    readInOrder(query, 'group_member', companyId),
  ]);
  const groupsOfAgent = Map.groupBy(members, (member) => member.agent_id);
  const membersOfGroup = Map.groupBy(members, (member) => member.group_id);

  const agents = new Map<string, Agent>();
  for (const row of agentRows) {
    agents.set(row.id, {
      id: row.id,
      name: row.name,
      nick: row.nick,
      email: row.email,
      face: row.face,
      role: row.role,
      skills: JSON.parse(row.skills) as string[],
      active: row.active === 1,
      onDuty: row.on_duty === 1,
      groupIds: (groupsOfAgent.get(row.id) ?? []).map((member) => member.group_id),
    });
  }

  const groups = new Map<string, Group>();
  for (const row of groupRows) {
    const ids = new Set((membersOfGroup.get(row.id) ?? []).map((member) => member.agent_id));
    const inOrder = agentRows.filter((agent) => ids.has(agent.id)).map((agent) => agent.id);
    groups.set(row.id, { id: row.id, name: row.name, agentIds: inOrder });
  }
  return { agents, groups };
}
