import { sql } from 'kysely';
import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';
import { createTable, integer, integerOrNull, text, textOrNull } from './table.ts';

/**
 * The tables of the core. There are no foreign keys: a command writes parent and child in one transaction, and
 * what a ticket once named (an agent, a category) may go while the ticket stays.
 */
export async function up(query: Queries, dialect: Dialect): Promise<void> {
  await directory(query, dialect);
  await people(query, dialect);
  await catalog(query, dialect);
  await tickets(query, dialect);
}

async function directory(query: Queries, dialect: Dialect): Promise<void> {
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
  // The oldest tokens of an app go first.
  await sql`create index access_token_app on access_token (app_id, created_at)`.execute(query);
  await sql`create index access_token_expiry on access_token (expires_at)`.execute(query);
}

async function people(query: Queries, dialect: Dialect): Promise<void> {
  await createTable(
    query,
    dialect,
    'agent',
    {
      company_id: text,
      id: text,
      name: text,
      nick: text,
      email: text,
      face: text,
      role: text,
      skills: text,
      active: integer,
      on_duty: integer,
      password_hash: textOrNull,
      position: integer,
    },
    ['company_id', 'id'],
  );
  await sql`create unique index agent_email on agent (company_id, email) where email <> ''`.execute(query);
  await createTable(query, dialect, 'agent_group', { company_id: text, id: text, name: text, position: integer }, [
    'company_id',
    'id',
  ]);
  await createTable(
    query,
    dialect,
    'group_member',
    { company_id: text, group_id: text, agent_id: text, position: integer },
    ['company_id', 'group_id', 'agent_id'],
    'key',
  );
  await createTable(
    query,
    dialect,
    'customer',
    {
      company_id: text,
      id: text,
      nick: text,
      name: text,
      emails: text,
      phones: text,
      partner_id: textOrNull,
      enterprise_id: textOrNull,
      level: text,
      vip_level: text,
      status: text,
      label: text,
      remark: text,
      extras: text,
      created_by: text,
      updated_by: text,
      created_at: integer,
      updated_at: integer,
    },
    ['company_id', 'id'],
  );
  await sql`create unique index customer_partner on customer (company_id, partner_id) where partner_id is not null`.execute(
    query,
  );
  await sql`create index customer_created on customer (company_id, created_at, id)`.execute(query);
  // Of several customers with one address the earliest matches: the key ends with the time, so it lies first.
  await createTable(
    query,
    dialect,
    'customer_contact',
    { company_id: text, kind: text, value: text, customer_id: text, created_at: integer },
    ['company_id', 'kind', 'value', 'created_at', 'customer_id'],
    'key',
  );
  await sql`create index customer_contact_owner on customer_contact (company_id, customer_id)`.execute(query);
  await createTable(query, dialect, 'enterprise', { company_id: text, id: text, name: text }, ['company_id', 'id']);
  await sql`create unique index enterprise_name on enterprise (company_id, name)`.execute(query);
}

async function catalog(query: Queries, dialect: Dialect): Promise<void> {
  await createTable(
    query,
    dialect,
    'field',
    {
      company_id: text,
      id: text,
      name: text,
      type: integer,
      required: integer,
      partner: integer,
      position: integer,
      min: integerOrNull,
      max: integerOrNull,
    },
    ['company_id', 'id'],
  );
  await createTable(
    query,
    dialect,
    'field_option',
    { company_id: text, field_id: text, id: text, parent_id: text, name: text, value: text, position: integer },
    ['company_id', 'field_id', 'id'],
    'key',
  );
  await createTable(query, dialect, 'template', { company_id: text, id: text, name: text, position: integer }, [
    'company_id',
    'id',
  ]);
  await createTable(
    query,
    dialect,
    'template_field',
    { company_id: text, template_id: text, field_id: text, position: integer },
    ['company_id', 'template_id', 'field_id'],
    'key',
  );
  await createTable(
    query,
    dialect,
    'category',
    {
      company_id: text,
      id: text,
      name: text,
      parent_id: textOrNull,
      template_id: textOrNull,
      retired: integer,
      position: integer,
      updated_at: integer,
    },
    ['company_id', 'id'],
  );
  await createTable(
    query,
    dialect,
    'status',
    {
      company_id: text,
      code: integer,
      id: text,
      name: text,
      type: integer,
      description: text,
      customer_name: text,
      deleted: integer,
      position: integer,
    },
    ['company_id', 'code'],
  );
  await createTable(query, dialect, 'region_tree', { company_id: text, tree: text }, ['company_id']);
  await createTable(query, dialect, 'kept_section', { company_id: text, name: text, body: text }, [
    'company_id',
    'name',
  ]);
}

async function tickets(query: Queries, dialect: Dialect): Promise<void> {
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

/** Each index costs every write some microseconds; these are the ones that lists can't do without. */
async function ticketIndexes(query: Queries): Promise<void> {
  const indexes = [
    sql`create unique index ticket_number_unique on ticket (company_id, number)`,
    // Lists by creation and by update: pages newest first and exact counts without reading a ticket, the status at
    // the end so that deleted tickets are left out of them.
    sql`create index ticket_created on ticket (company_id, created_at, id, status)`,
    sql`create index ticket_updated on ticket (company_id, updated_at, id, status)`,
    // The filter in most use; a rare status would otherwise walk the whole month.
    sql`create index ticket_status on ticket (company_id, status, created_at, id)`,
    sql`create index ticket_category on ticket (company_id, category_id, created_at)`,
    // One customer's or agent's tickets are few in a month of many.
    sql`create index ticket_customer on ticket (company_id, customer_id, created_at) where customer_id is not null`,
    sql`create index ticket_agent on ticket (company_id, agent_id, created_at) where agent_id is not null`,
    sql`create index ticket_group on ticket (company_id, group_id, created_at) where group_id is not null`,
  ];
  for (const index of indexes) await index.execute(query);
}
