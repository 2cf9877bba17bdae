import type { consoleEndpoints } from '@gongdan/contract/console';
import { openDesk } from '../../tickets/model/desk.ts';
import type { ConsoleHandler } from '../handler.ts';
import { shownAgent } from '../shown/agent.ts';
import { shownCatalog } from '../shown/catalog.ts';

export const getCatalog: ConsoleHandler<typeof consoleEndpoints.getCatalog> = async (context) => {
  const { catalog, staff } = await openDesk(context);
  return {
    revision: context.company.revision,
    ...shownCatalog(catalog),
    groups: Array.from(staff.groups.values(), ({ id, name }) => ({ id, name })),
    agents: Array.from(staff.agents.values(), shownAgent),
  };
};
