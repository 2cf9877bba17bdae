import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Queries } from '../../src/db/database.ts';
import { customerTexts } from '../../src/exports/customers.ts';
import type { DaySpan } from '../../src/exports/day.ts';
import { ticketsOfDay } from '../../src/exports/tickets-of-day.ts';
import { exportForm, exportLine } from '../../src/wire/export-line.ts';

export interface Exported {
  readonly companyId: string;
  readonly publicUrl: string;
  readonly catalog: Catalog;
}

/** All lines of the day's export, without the ends of lines. */
export async function linesOf(query: Queries, exported: Exported, day: DaySpan): Promise<string[]> {
  const { companyId, publicUrl, catalog } = exported;
  const form = exportForm(companyId, publicUrl, catalog);
  const customers = customerTexts(query, companyId);
  const lines: string[] = [];
  for await (const tickets of ticketsOfDay(query, companyId, day)) {
    const texts = await customers(tickets);
    for (const [index, past] of tickets.entries()) {
      const line = Buffer.from(exportLine(form, past, texts[index]!), 'latin1').toString();
      lines.push(line.slice(0, -1));
    }
  }
  return lines;
}
