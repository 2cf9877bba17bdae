import { sql } from 'kysely';
import type { Queries } from './database.ts';

/** What the connection on which a serving node hears the others is called. */
export const listenerName = 'gongdan listen';

/** How many nodes serve from this PostgreSQL store at the moment. */
export async function countNodes(query: Queries): Promise<number> {
  const { rows } = await sql<{ nodes: number }>`
    select count(*) as nodes from pg_stat_activity
    where datname = current_database() and application_name = ${listenerName}
  `.execute(query);
  return rows[0]!.nodes;
}
