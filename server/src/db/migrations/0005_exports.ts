import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';
import { createTable, integer, text } from './table.ts';

/**
 * Counts the erasures that made files of an exported day invalid. With `'key'` SQLite stores rows in the order of the key.
 */
export async function up(query: Queries, dialect: Dialect): Promise<void> {
  const columns = { company_id: text, day: text, revision: integer };
  await createTable(query, dialect, 'export_revision', columns, ['company_id', 'day'], 'key');
}
