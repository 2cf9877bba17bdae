import { sql } from 'kysely';
import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';

/** Which node forwards to an endpoint, and how many pushes led to a message, one out of the other. */
export async function up(query: Queries, { integer, text }: Dialect): Promise<void> {
  const columns = [
    sql`push_endpoint add column worker ${text} not null default ''`,
    sql`push_endpoint add column worker_until ${integer} not null default 0`,
    sql`push_message add column hop ${integer} not null default 1`,
  ];
  for (const column of columns) await sql`alter table ${column}`.execute(query);
}
