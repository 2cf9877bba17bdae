import { loadCatalog } from '../catalog/load.ts';
import type { Context } from '../context.ts';
import { joined, json, jsonText, membersOf } from '../json/json-text.ts';
import { loadStaff } from '../people/load-staff.ts';
import { countTickets } from '../tickets/lists/count.ts';
import type { TicketFilter } from '../tickets/lists/ticket-filter.ts';
import { makePageReader } from '../tickets/lists/tickets.ts';
import { readPage, writePage } from '../wire/paging.ts';
import { filterFromWire, type GivenFilters } from '../wire/ticket-filter.ts';
import { listShape, ticketRow } from '../wire/ticket-row.ts';
import { ready } from './handler.ts';

const listTickets = makePageReader(listShape);

/** Answers one page of the tickets in the range, for query_tickets and query_tickets_by_update_time. */
export async function ticketPage(
  { db, company, snapshots }: Context,
  range: Pick<TicketFilter, 'by' | 'from' | 'before'>,
  given: GivenFilters & { page_no?: number; page_size?: number },
) {
  const [catalog, staff] = await Promise.all([
    snapshots.get(company.id, loadCatalog),
    snapshots.get(company.id, loadStaff),
  ]);
  const page = readPage(given);
  const narrowed = filterFromWire(catalog, given);
  if (!narrowed) return { items: [], ...writePage(page, 0) };

  const filter = { ...range, ...narrowed };
  const [tickets, total] = await Promise.all([
    listTickets(db.query, company.id, filter, page),
    countTickets(db.query, company.id, filter),
  ]);
  const items = joined(tickets.map((ticket) => ticketRow(company.zone, catalog, staff, ticket)));
  return ready(json`"items":[${items}],${membersOf(jsonText(writePage(page, total)))}`);
}
