import { sql } from 'kysely';
import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';
import { createTable, integer, integerOrNull, text, textOrNull } from './table.ts';

/** Endpoints, messages, deliveries and attempts of pushes. With `'key'` SQLite stores rows in the order of the key. */
export async function up(query: Queries, dialect: Dialect): Promise<void> {
  await endpoints(query, dialect);
  await messages(query, dialect);
  await deliveries(query, dialect);
  await attempts(query, dialect);
}

async function endpoints(query: Queries, dialect: Dialect): Promise<void> {
  const columns = {
    company_id: text,
    id: text,
    sealed_url: text,
    form: text,
    kinds: text,
    sealed_secret: textOrNull,
    sealed_former_secret: textOrNull,
    former_until: integerOrNull,
    ack: text,
    ordering: text,
    position: integer,
    state: text,
    state_reason: text,
    state_at: integer,
    failing_since: integerOrNull,
  };
  await createTable(query, dialect, 'push_endpoint', columns, ['company_id', 'id']);
}

async function messages(query: Queries, dialect: Dialect): Promise<void> {
  await createTable(query, dialect, 'push_sequence', { company_id: text, last: integer }, ['company_id']);
  const columns = {
    company_id: text,
    position: integer,
    id: text,
    ticket_id: text,
    kind: text,
    at: integer,
    body: text,
    reply_id: textOrNull,
    erased_at: integerOrNull,
  };
  await createTable(query, dialect, 'push_message', columns, ['company_id', 'position']);
  await sql`create unique index push_message_id on push_message (company_id, id)`.execute(query);
  // Finds the messages to be blanked when a reply is erased. Few messages carry a reply.
  await sql`create index push_message_reply on push_message (company_id, reply_id) where reply_id is not null`.execute(
    query,
  );
}

async function deliveries(query: Queries, dialect: Dialect): Promise<void> {
  const columns = {
    company_id: text,
    endpoint_id: text,
    position: integer,
    ticket_id: text,
    state: text,
    due_at: integer,
    tries: integer,
    attempts: integer,
    failing_since: integerOrNull,
    lease: text,
    lease_until: integer,
    settled_at: integerOrNull,
  };
  const key = ['company_id', 'endpoint_id', 'position'];
  await createTable(query, dialect, 'push_delivery', columns, key, 'key');
  // The due deliveries, and the order of a ticket's deliveries. Both indexes hold waiting deliveries only, which are few.
  const due = sql`push_delivery_due on push_delivery (company_id, endpoint_id, due_at, position)`;
  const order = sql`push_delivery_order on push_delivery (company_id, endpoint_id, ticket_id, position, failing_since)`;
  await sql`create index ${due} where state = 'waiting'`.execute(query);
  await sql`create index ${order} where state = 'waiting'`.execute(query);
  // query_ticket_push_fail_infos reads by the time of failure.
  await sql`create index push_delivery_given_up on push_delivery (company_id, settled_at, position) where state = 'given_up'`.execute(
    query,
  );
}

async function attempts(query: Queries, dialect: Dialect): Promise<void> {
  const columns = {
    company_id: text,
    endpoint_id: text,
    position: integer,
    number: integer,
    started_at: integer,
    took_ms: integer,
    status: integerOrNull,
    fault: textOrNull,
    fault_text: text,
    answer: text,
    received_at: text,
  };
  await createTable(
    query,
    dialect,
    'push_attempt',
    columns,
    ['company_id', 'endpoint_id', 'position', 'number'],
    'key',
  );
}
