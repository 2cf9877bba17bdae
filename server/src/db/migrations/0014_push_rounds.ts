import { sql } from 'kysely';
import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';

/** The node that forwards to an endpoint, and the length of the chain of pushes that caused a message. */
export async function up(query: Queries, { integer, text }: Dialect): Promise<void> {
  const columns = [
    sql`push_endpoint add column worker ${text} not null default ''`,
    sql`push_endpoint add column worker_until ${integer} not null default 0`,
    sql`push_message add column hop ${integer} not null default 1`,
  ];
  for (const column of columns) await sql`alter table ${column}`.execute(query);
}
