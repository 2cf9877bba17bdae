import { sql } from 'kysely';
import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';
import { createTable, integer, text } from './table.ts';

/**
 * Sessions of the console, and the index that finds an agent by e-mail. With `'key'` SQLite stores rows in the order of the
 * key.
 */
export async function up(query: Queries, dialect: Dialect): Promise<void> {
  const columns = {
    hash: text,
    company_id: text,
    agent_id: text,
    password_mark: text,
    created_at: integer,
    seen_at: integer,
    expires_at: integer,
  };
  await createTable(query, dialect, 'session', columns, ['hash'], 'key');
  await sql`create index session_expires on session (expires_at)`.execute(query);
  await sql`create index agent_sign_in on agent (company_id, lower(email))`.execute(query);
}
