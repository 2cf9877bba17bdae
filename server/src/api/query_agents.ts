import type { endpoints } from '@gongdan/contract';
import { loadStaff } from '../people/load-staff.ts';
import { agentToWire } from '../wire/agent.ts';
import type { Handler } from './handler.ts';

export const query_agents: Handler<typeof endpoints.query_agents> = async ({ company, snapshots }) => {
  const staff = await snapshots.get(company.id, loadStaff);
  return { items: Array.from(staff.agents.values(), (agent) => agentToWire(company.id, staff, agent)) };
};
