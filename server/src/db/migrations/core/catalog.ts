import type { Queries } from '../../database.ts';
import type { Dialect } from '../../dialect.ts';
import { createTable, integer, integerOrNull, text, textOrNull } from '../table.ts';

/**
 * The catalog of a company. It is read whole into memory, so it has no indexes but its keys. With `'key'` SQLite stores rows
 * in the order of the key.
 */
export async function catalog(query: Queries, dialect: Dialect): Promise<void> {
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
