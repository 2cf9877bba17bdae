import type { endpoints } from '@gongdan/contract';
import { loadCatalog } from '../catalog/load.ts';
import { readTicketCounts } from '../tickets/counting/status-statistics.ts';
import { demandRange } from '../wire/range.ts';
import { ticketCountsToWire } from '../wire/statistics.ts';
import type { Handler } from './handler.ts';

export const get_ticket_data: Handler<typeof endpoints.get_ticket_data> = async ({ db, company, snapshots }, given) => {
  const span = demandRange(company.zone, given.start_datetime, given.end_datetime);
  const catalog = await snapshots.get(company.id, loadCatalog);
  return { item: ticketCountsToWire(await readTicketCounts(db.aside, catalog, company.id, span)) };
};
