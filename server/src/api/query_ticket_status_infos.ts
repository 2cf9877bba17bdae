import type { endpoints } from '@gongdan/contract';
import { loadCatalog } from '../catalog/load.ts';
import { statusInfo } from '../wire/status.ts';
import type { Handler } from './handler.ts';

export const query_ticket_status_infos: Handler<typeof endpoints.query_ticket_status_infos> = async (context) => {
  const catalog = await context.snapshots.get(context.company.id, loadCatalog);
  return { items: Array.from(catalog.statuses.values(), statusInfo) };
};
