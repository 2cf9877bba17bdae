import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';
import { createTable, text } from './table.ts';

/** Adds the table of rows that were imported, so that a row is recognised in whatever file it comes again. */
export async function up(query: Queries, dialect: Dialect): Promise<void> {
  await createTable(
    query,
    dialect,
    'imported_row',
    { company_id: text, mark: text, run: text },
    ['company_id', 'mark'],
    'key',
  );
}
