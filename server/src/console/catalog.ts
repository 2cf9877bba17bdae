import type { consoleEndpoints } from '@gongdan/contract/console';
import { loadRegions } from '../catalog/load-regions.ts';
import { refused } from '../errors.ts';
import { openDesk } from '../tickets/model/desk.ts';
import type { ConsoleHandler } from './handler.ts';
import { shownCatalog } from './shown/catalog.ts';
import { shownAgent } from './shown-agent.ts';

export const getCatalog: ConsoleHandler<typeof consoleEndpoints.getCatalog> = async (context) => {
  const { catalog, staff } = await openDesk(context);
  return {
    revision: context.company.revision,
    ...shownCatalog(catalog),
    groups: Array.from(staff.groups.values(), ({ id, name }) => ({ id, name })),
    agents: Array.from(staff.agents.values(), shownAgent),
  };
};

export const listRegions: ConsoleHandler<typeof consoleEndpoints.listRegions> = async (context, { parentId }) => {
  const { childrenOf } = await context.snapshots.get(context.company.id, loadRegions);
  const regions = childrenOf(parentId);
  if (!regions) throw refused('parentId', 'no such region', 'region_unknown');
  return { regions: [...regions] };
};
