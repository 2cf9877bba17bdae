import { sql } from 'kysely';
import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';
import { createTable, integer, text } from './table.ts';

/** Saved views, and the indexes by which agents look for tickets and customers. */
export async function up(query: Queries, dialect: Dialect): Promise<void> {
  const columns = {
    company_id: text,
    id: text,
    name: text,
    owner_type: text,
    owner_id: text,
    conditions: text,
    sort: text,
    position: integer,
  };
  await createTable(query, dialect, 'view', columns, ['company_id', 'id']);
  const indexes = [
    sql`create index view_owner on view (company_id, owner_type, owner_id)`,
    // For views by last change. The indexes by agent and by group leave out resolved (3), deleted (98) and closed (99)
    // tickets: with them, a view of twenty tickets would read through thousands. The level at the end is for sorting.
    sql`create index ticket_status_updated on ticket (company_id, status, updated_at, id, level)`,
    sql`create index ticket_agent_running on ticket (company_id, agent_id, status, updated_at, id, level)
      where status not in (3, 98, 99)`,
    sql`create index ticket_group_running on ticket (company_id, group_id, status, updated_at, id, level)
      where status not in (3, 98, 99)`,
    sql`create index customer_nick on customer (company_id, lower(nick))`,
    sql`create index customer_name on customer (company_id, lower(name)) where name <> ''`,
  ];
  for (const index of indexes) await index.execute(query);
}
