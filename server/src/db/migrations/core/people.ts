import { sql } from 'kysely';
import type { Queries } from '../../database.ts';
import type { Dialect } from '../../dialect.ts';
import { createTable, integer, text, textOrNull } from '../table.ts';

/**
 * Agents and their groups, customers, and the e-mails and phones by which customers are found. With `'key'` SQLite stores
 * rows in the order of the key.
 */
export async function people(query: Queries, dialect: Dialect): Promise<void> {
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
  // When several customers share an e-mail or a phone, the earliest customer matches. In the key the time follows the value,
  // so the row of the earliest customer is the first.
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
