import type { endpoints } from '@gongdan/contract';
import { loadStaff } from '../people/load-staff.ts';
import { agentToWire } from '../wire/agent.ts';
import type { Handler } from './handler.ts';

export const query_group_agents: Handler<typeof endpoints.query_group_agents> = async (
  { company, snapshots },
  { groupid },
) => {
  const staff = await snapshots.get(company.id, loadStaff);
  const agents = (staff.groups.get(groupid)?.agentIds ?? []).map((id) => staff.agents.get(id));
  return {
    items: agents.filter((agent) => agent !== undefined).map((agent) => agentToWire(company.id, staff, agent)),
  };
};
