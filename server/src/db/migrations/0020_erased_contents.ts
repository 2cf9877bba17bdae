import { sql } from 'kysely';
import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';
import { createTable, integer, text } from './table.ts';

/**
 * Adds the table of companies that erased contents of which the SQLite file may still hold copies. If replies were erased
 * before this step, the store is rewritten once, because a process that was killed may have left copies of them.
 */
export async function up(query: Queries, dialect: Dialect): Promise<void> {
  await createTable(query, dialect, 'erased_contents', { company_id: text, since: integer }, ['company_id'], 'key');
  if (dialect.kind === 'postgres') return;
  await sql`insert into erased_contents (company_id, since)
    select company_id, min(erased_at) from reply where erased_at is not null group by company_id`.execute(query);
}
