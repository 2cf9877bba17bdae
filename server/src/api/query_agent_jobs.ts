import type { endpoints } from '@gongdan/contract';
import { loadCatalog } from '../catalog/load.ts';
import { loadStaff } from '../people/load-staff.ts';
import { noWork, readAgentWork } from '../tickets/counting/agent-statistics.ts';
import { demandRange } from '../wire/range.ts';
import { agentWorkToWire } from '../wire/statistics.ts';
import type { Handler } from './handler.ts';

export const query_agent_jobs: Handler<typeof endpoints.query_agent_jobs> = async (
  { db, company, snapshots },
  given,
) => {
  const span = demandRange(company.zone, given.start_datetime, given.end_datetime);
  const [catalog, { agents }] = await Promise.all([
    snapshots.get(company.id, loadCatalog),
    snapshots.get(company.id, loadStaff),
  ]);
  const work = await readAgentWork(db.aside, catalog, company.id, span);
  const active = [...agents.values()].filter((agent) => agent.active);
  return { items: active.map((agent) => agentWorkToWire(agent, work.get(agent.id) ?? noWork)) };
};
