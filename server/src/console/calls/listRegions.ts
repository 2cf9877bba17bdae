import type { consoleEndpoints } from '@gongdan/contract/console';
import { loadRegions } from '../../catalog/load-regions.ts';
import { refusedField } from '../../errors.ts';
import type { ConsoleHandler } from '../handler.ts';

export const listRegions: ConsoleHandler<typeof consoleEndpoints.listRegions> = async (context, { parentId }) => {
  const { childrenOf } = await context.snapshots.get(context.company.id, loadRegions);
  const regions = childrenOf(parentId);
  if (!regions) throw refusedField('parentId', 'no such region', 'region_unknown');
  return { regions: [...regions] };
};
