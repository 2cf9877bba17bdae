import { sql } from 'kysely';
import type { Queries } from '../database.ts';

/**
 * A conversation is read by time, then by id. The index may exist: on PostgreSQL operators of a large store make it before
 * the upgrade, by the statement in CHANGELOG (docs/decisions/0015).
 */
export async function up(query: Queries): Promise<void> {
  await sql`create index if not exists reply_order on reply (company_id, ticket_id, at, id)`.execute(query);
}
