import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';
import { createTable, integer, text } from './table.ts';

/** How far the import of each file has come. With `'key'` SQLite stores rows in the order of the key. */
export async function up(query: Queries, dialect: Dialect): Promise<void> {
  const columns = { company_id: text, source: text, line: integer, faults: text };
  await createTable(query, dialect, 'import_progress', columns, ['company_id', 'source'], 'key');
}
