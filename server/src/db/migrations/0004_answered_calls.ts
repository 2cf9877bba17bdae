import { sql } from 'kysely';
import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';
import { createTable, integer, text } from './table.ts';

/** The answers to calls with an Idempotency-Key. With `'key'` SQLite stores rows in the order of the key. */
export async function up(query: Queries, dialect: Dialect): Promise<void> {
  const columns = { company_id: text, app_id: text, key: text, fingerprint: text, answer: text, at: integer };
  await createTable(query, dialect, 'answered_call', columns, ['company_id', 'app_id', 'key'], 'key');
  await sql`create index answered_call_at on answered_call (company_id, at)`.execute(query);
}
