import { sql } from 'kysely';
import type { Queries } from '../../database.ts';
import type { Dialect } from '../../dialect.ts';
import { createTable, integer, text } from '../table.ts';

/**
 * Tables that are read by a key of their own, before the company is known. With `'key'` SQLite stores rows in the order of
 * the key.
 */
export async function directory(query: Queries, dialect: Dialect): Promise<void> {
  await createTable(
    query,
    dialect,
    'company',
    { id: text, name: text, zone: text, language: text, settings: text, revision: integer, created_at: integer },
    ['id'],
  );
  await createTable(query, dialect, 'app', { id: text, company_id: text, sealed_key: text, position: integer }, ['id']);
  await sql`create index app_company on app (company_id, position)`.execute(query);
  await createTable(
    query,
    dialect,
    'access_token',
    { hash: text, app_id: text, company_id: text, created_at: integer, expires_at: integer },
    ['hash'],
    'key',
  );
  // The oldest tokens of an app are removed first.
  await sql`create index access_token_app on access_token (app_id, created_at)`.execute(query);
  await sql`create index access_token_expiry on access_token (expires_at)`.execute(query);
}
