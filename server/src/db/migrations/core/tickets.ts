import { sql } from 'kysely';
import type { Queries } from '../../database.ts';
import type { Dialect } from '../../dialect.ts';
import { createTable, integer, integerOrNull, text, textOrNull } from '../table.ts';

/** Tickets, their events and their replies. With `'key'` SQLite stores rows in the order of the key. */
export async function tickets(query: Queries, dialect: Dialect): Promise<void> {
  await createTable(
    query,
    dialect,
    'ticket',
    {
      company_id: text,
      id: text,
      number: text,
      title: text,
      content: text,
      source: integer,
      level: integer,
      status: integer,
      category_id: text,
      template_id: textOrNull,
      group_id: textOrNull,
      agent_id: textOrNull,
      customer_id: textOrNull,
      starter_type: text,
      starter_id: text,
      starter_name: text,
      starter_groups: text,
      record_id: text,
      copied_agents: text,
      files: text,
      fields: text,
      contact_type: integerOrNull,
      contact_info: text,
      watchers: text,
      related: text,
      mailbox: text,
      created_at: integer,
      updated_at: integer,
      updated_by: text,
      first_response_at: integerOrNull,
      first_solved_at: integerOrNull,
      closed_at: integerOrNull,
      reminder_count: integer,
      first_reminded_at: integerOrNull,
      score: integerOrNull,
      remark: text,
      evaluated_at: integerOrNull,
      version: integer,
    },
    ['company_id', 'id'],
  );
  await ticketIndexes(query);
  await createTable(
    query,
    dialect,
    'ticket_number',
    { company_id: text, day: text, last: integer },
    ['company_id', 'day'],
    'key',
  );
  await createTable(
    query,
    dialect,
    'reply',
    {
      company_id: text,
      ticket_id: text,
      id: text,
      at: integer,
      title: text,
      content: text,
      visibility: text,
      author_type: text,
      author_id: text,
      author_name: text,
      author_face: text,
      files: text,
      channel: integer,
      erased_at: integerOrNull,
    },
    ['company_id', 'ticket_id', 'id'],
    'key',
  );
  await createTable(
    query,
    dialect,
    'event',
    {
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
    },
    ['company_id', 'ticket_id', 'version'],
    'key',
  );
  // Statistics and the export of a day read a company's events by time.
  await sql`create index event_at on event (company_id, at)`.execute(query);
  await createTable(
    query,
    dialect,
    'attachment',
    { company_id: text, id: text, name: text, media_type: text, size: integer, sha256: text, created_at: integer },
    ['company_id', 'id'],
  );
}

/** Each index costs every write some microseconds. Lists need these. */
async function ticketIndexes(query: Queries): Promise<void> {
  const indexes = [
    sql`create unique index ticket_number_unique on ticket (company_id, number)`,
    // For lists by creation and by update. Pages, newest first, and exact counts are read from one of these indexes alone.
    // Both end with the status, so that deleted tickets are recognised without reading them.
    sql`create index ticket_created on ticket (company_id, created_at, id, status)`,
    sql`create index ticket_updated on ticket (company_id, updated_at, id, status)`,
    // The status is the most used filter. Without this index, a list of a rare status would read all tickets of a month.
    sql`create index ticket_status on ticket (company_id, status, created_at, id)`,
    sql`create index ticket_category on ticket (company_id, category_id, created_at, id)`,
    // One customer or agent has few of a month's tickets. These indexes must be as complete as `ticket_created`, or SQLite
    // prefers `ticket_created`. So they have the id at the end, to give the same order; `ticket_agent` has the status, too.
    sql`create index ticket_customer on ticket (company_id, customer_id, created_at, id) where customer_id is not null`,
    sql`create index ticket_agent on ticket (company_id, agent_id, created_at, id, status) where agent_id is not null`,
    sql`create index ticket_group on ticket (company_id, group_id, created_at, id) where group_id is not null`,
  ];
  for (const index of indexes) await index.execute(query);
}
