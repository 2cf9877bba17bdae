import type { endpoints } from '@gongdan/contract';
import { levels } from '../catalog/levels.ts';
import { loadCatalog } from '../catalog/load.ts';
import { deletedStatus } from '../catalog/statuses.ts';
import { loadStaff } from '../people/load-staff.ts';
import { categoryTree } from '../wire/category.ts';
import { statusEntry } from '../wire/status.ts';
import type { Handler } from './handler.ts';

export const get_data_dict: Handler<typeof endpoints.get_data_dict> = async ({ company, snapshots }) => {
  const [catalog, staff] = await Promise.all([
    snapshots.get(company.id, loadCatalog),
    snapshots.get(company.id, loadStaff),
  ]);
  const statuses = [...catalog.statuses.values()].filter((one) => one.code !== deletedStatus && !one.deleted);
  const agents = [...staff.agents.values()].filter((agent) => agent.active);
  return {
    item: {
      ticket_type_list: categoryTree(company, catalog),
      ticket_status_list: statuses.map(statusEntry),
      ticket_level_list: Array.from(levels, ([code, name]) => ({ dict_value: String(code), dict_name: name })),
      group_list: Array.from(staff.groups.values(), ({ id, name }) => ({ groupid: id, group_name: name })),
      agent_list: agents.map(({ id, name }) => ({ agentid: id, agent_name: name })),
    },
  };
};
