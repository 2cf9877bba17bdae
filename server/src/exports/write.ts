import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { loadCatalog } from '../catalog/load.ts';
import type { Queries } from '../db/database.ts';
import { flush } from '../durable.ts';
import type { TicketCustomer } from '../tickets/detail.ts';
import type { PastTicket } from '../tickets/past.ts';
import { type Exported, exportRecord } from '../wire/export-record.ts';
import type { DaySpan } from './day.ts';
import { ticketsOfDay } from './tickets-of-day.ts';

/** What a file is to hold, and where it is to be written. Plain values, so that a thread can be told. */
export interface Order {
  readonly companyId: string;
  readonly publicUrl: string;
  readonly day: DaySpan;
  readonly path: string;
}

/** Writes the day's records as gzipped JSON Lines; on the disk for good when it answers. */
export async function writeDay(query: Queries, { companyId, publicUrl, day, path }: Order): Promise<void> {
  const exported = { companyId, publicUrl, catalog: await loadCatalog(query, companyId) };
  // Level 1 halves the time of level 6, and makes files that are a third larger.
  await pipeline(lines(query, exported, day), createGzip({ level: 1 }), createWriteStream(path, { mode: 0o600 }));
  await flush(path);
}

async function* lines(query: Queries, exported: Exported, day: DaySpan): AsyncGenerator<Buffer> {
  for await (const tickets of ticketsOfDay(query, exported.companyId, day)) {
    const customers = await customersOf(query, exported.companyId, tickets);
    // Encoded one by one: joining the lines as text first costs half as much again as making them does.
    yield Buffer.concat(tickets.map((past) => lineOf(exported, past, customers.get(past.ticket.customerId ?? ''))));
  }
}

function lineOf(exported: Exported, past: PastTicket, customer: TicketCustomer | undefined): Buffer {
  return Buffer.from(`${JSON.stringify(exportRecord(exported, past, customer))}\n`);
}

async function customersOf(
  query: Queries,
  companyId: string,
  tickets: readonly PastTicket[],
): Promise<ReadonlyMap<string, TicketCustomer>> {
  const ids = new Set(tickets.map(({ ticket }) => ticket.customerId).filter((id) => id !== null));
  if (ids.size === 0) return new Map();
  const found = await query
    .selectFrom('customer')
    .select(['id', 'nick', 'name', 'emails', 'phones'])
    .where('company_id', '=', companyId)
    .where('id', 'in', [...ids])
    .execute();
  return new Map(found.map((customer) => [customer.id, customer]));
}
