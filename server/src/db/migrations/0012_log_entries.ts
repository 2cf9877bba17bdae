import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';
import { createTable, integer, text } from './table.ts';

/**
 * How each event reads in the update log, made with the event. Events that are older than this table have none: see
 * tickets/rows/update-log.ts. A table of its own, because a wide row makes SQLite slow at every row of its table.
 */
export async function up(query: Queries, dialect: Dialect): Promise<void> {
  const columns = { company_id: text, ticket_id: text, version: integer, at: integer, entry: text };
  await createTable(query, dialect, 'log_entry', columns, ['company_id', 'ticket_id', 'version'], 'key');
}
