import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';
import { createTable, integer, integerOrNull, text } from './table.ts';

/**
 * Custom fields of customers. If they stood in the tables of ticket fields, a node of an earlier release on the same database
 * would show them as fields of tickets. `partner` marks a field that only integrations set (对接字段). With `'key'` SQLite
 * stores the options of a field together.
 */
export async function up(query: Queries, dialect: Dialect): Promise<void> {
  await createTable(
    query,
    dialect,
    'customer_field',
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
    'customer_field_option',
    { company_id: text, field_id: text, id: text, parent_id: text, name: text, value: text, position: integer },
    ['company_id', 'field_id', 'id'],
    'key',
  );
}
