import { sql } from 'kysely';
import type { Queries } from '../database.ts';
import { type Dialect, postgres } from '../dialect.ts';
import { createTable, integer, text, textOrNull } from './table.ts';

/**
 * Stores the events of SQLite in the order of their arrival. In the order of their key, a row of more than a kilobyte
 * had pages of its own, and nearly every first event is such a row: the store was a third larger, and writes wrote more
 * pages.
 */
export async function up(query: Queries, dialect: Dialect): Promise<void> {
  if (dialect === postgres) return;
  await sql`alter table event rename to event_by_key`.execute(query);
  const columns = {
    company_id: text,
    ticket_id: text,
    version: integer,
    id: text,
    at: integer,
    kind: text,
    way: text,
    actor_type: text,
    actor_id: text,
    actor_name: text,
    actor_face: text,
    changes: text,
    reply_id: textOrNull,
  };
  await createTable(query, dialect, 'event', columns, ['company_id', 'ticket_id', 'version']);
  await sql`insert into event select * from event_by_key order by company_id, ticket_id, version`.execute(query);
  await sql`drop table event_by_key`.execute(query);
  await sql`create index event_at on event
    (company_id, at, ticket_id, version, kind, actor_type, actor_id, reply_id)`.execute(query);
}
