import { sql } from 'kysely';
import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';
import { createTable, integer, text } from './table.ts';

/**
 * Records that the first setup is over, so that it stays over when the first admin is removed. In a store where an agent has
 * a password, the setup is recorded as over at once. The index finds the sessions of an agent who is disabled.
 */
export async function up(query: Queries, dialect: Dialect): Promise<void> {
  await createTable(query, dialect, 'setup', { step: text, done_at: integer }, ['step'], 'key');
  await sql`insert into setup (step, done_at)
    select 'first admin', cast(${Date.now()} as ${dialect.integer})
    where exists (select 1 from agent where password_hash is not null)`.execute(query);
  await sql`create index session_agent on session (company_id, agent_id)`.execute(query);
}
