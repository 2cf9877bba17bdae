import type { Queries } from './database.ts';
import type { Schema } from './schema.ts';

/** The tables whose rows a company has put into an order, and the column that orders rows of the same position. */
const tieBreakers = {
  agent: 'id',
  agent_group: 'id',
  group_member: 'group_id',
  category: 'id',
  template: 'id',
  template_field: 'field_id',
  field: 'id',
  field_option: 'id',
  customer_field: 'id',
  customer_field_option: 'id',
  status: 'code',
  push_endpoint: 'id',
} as const satisfies Partial<Record<keyof Schema, string>>;

/** All rows that the company has in the table, in its order. */
export async function readInOrder<Table extends keyof typeof tieBreakers>(
  query: Queries,
  table: Table,
  companyId: string,
): Promise<Schema[Table][]> {
  // Kysely's types cannot follow a table that is a type parameter, hence the casts. Callers get the types of the signature.
  const rows: unknown = await query
    .selectFrom(table as 'agent_group')
    .selectAll()
    .where('company_id', '=', companyId)
    .orderBy('position')
    .orderBy(tieBreakers[table] as 'id')
    .execute();
  return rows as Schema[Table][];
}
