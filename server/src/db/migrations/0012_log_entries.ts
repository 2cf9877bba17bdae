import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';
import { createTable, integer, text } from './table.ts';

/**
 * The text of each event in the update log, made with the event. `0021_named_forms` makes those of older events.
 * They have a table of their own, because a wide row makes SQLite slow at every row of its table.
 */
export async function up(query: Queries, dialect: Dialect): Promise<void> {
  const columns = { company_id: text, ticket_id: text, version: integer, at: integer, entry: text };
  await createTable(query, dialect, 'log_entry', columns, ['company_id', 'ticket_id', 'version'], 'key');
}
