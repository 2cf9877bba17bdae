import type { Queries } from '../db/database.ts';
import { type Exported, exportLine } from '../wire/export-line.ts';
import { makeFindCustomers } from './customers.ts';
import type { DaySpan } from './day.ts';
import { ticketsOfDay } from './tickets-of-day.ts';

/** The lines of the day's file, a page at a time. Each ends with a line feed. */
export async function* linesOfDay(query: Queries, exported: Exported, day: DaySpan): AsyncGenerator<string[]> {
  const findCustomers = makeFindCustomers(query, exported.companyId);
  for await (const tickets of ticketsOfDay(query, exported.companyId, day)) {
    const customers = await findCustomers(tickets.map(({ ticket }) => ticket.customerId));
    yield tickets.map((past, index) => exportLine(exported, past, customers[index]));
  }
}
