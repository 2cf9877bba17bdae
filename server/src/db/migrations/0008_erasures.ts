import { sql } from 'kysely';
import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';
import { createTable, text } from './table.ts';

/**
 * For erasing: who is being erased, which tickets hold a file, which files are to be removed. With `'key'` SQLite stores rows
 * in the order of the key.
 */
export async function up(query: Queries, dialect: Dialect): Promise<void> {
  const use = { company_id: text, ticket_id: text, attachment_id: text };
  await createTable(query, dialect, 'attachment_use', use, ['company_id', 'ticket_id', 'attachment_id'], 'key');
  await sql`create index attachment_use_file on attachment_use (company_id, attachment_id)`.execute(query);
  await createTable(query, dialect, 'removed_file', { company_id: text, id: text }, ['company_id', 'id'], 'key');
  const erasure = { company_id: text, customer_id: text, successor_id: text };
  await createTable(query, dialect, 'erasure', erasure, ['company_id', 'customer_id'], 'key');
}
