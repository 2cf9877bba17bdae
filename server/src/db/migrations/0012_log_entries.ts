import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';
import { createTable, integer, text } from './table.ts';

/**
 * The text of each event in the update log, made with the event. `0021_named_forms` makes the texts of events that are older
 * than this table. Texts do not stand in the table of events, because SQLite reads every row of a table more slowly when
 * its rows are wide.
 */
export async function up(query: Queries, dialect: Dialect): Promise<void> {
  const columns = { company_id: text, ticket_id: text, version: integer, at: integer, entry: text };
  await createTable(query, dialect, 'log_entry', columns, ['company_id', 'ticket_id', 'version'], 'key');
}
