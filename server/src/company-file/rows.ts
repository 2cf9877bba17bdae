import type { Queries } from '../db/database.ts';
import type { Schema } from '../db/schema.ts';

type Column<Table extends keyof Schema> = keyof Schema[Table] & string;

const rowsPerStatement = 200;

/** Inserts the rows, 200 per statement. A row whose key exists is updated, except in the columns of `keep`. */
export async function upsert<Table extends keyof Schema>(
  query: Queries,
  table: Table,
  key: readonly Column<Table>[],
  rows: readonly Schema[Table][],
  keep: readonly Column<Table>[] = [],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const untouched: readonly string[] = [...key, ...keep];
  const columns = Object.keys(first).filter((column) => !untouched.includes(column));
  for (const some of batches(rows, rowsPerStatement)) {
    // The casts are needed because Kysely's types do not accept a type parameter as table. The signature checks callers.
    const insert = query.insertInto(table as 'agent_group').values(some as never);
    await insert
      .onConflict((conflict) =>
        conflict
          .columns(key as never)
          .doUpdateSet((row) =>
            Object.fromEntries(columns.map((column) => [column, row.ref(`excluded.${column}` as 'excluded.name')])),
          ),
      )
      .execute();
  }
}

/** Inserts rows that are known to be new, 200 per statement. */
export async function insert<Table extends keyof Schema>(
  query: Queries,
  table: Table,
  rows: readonly Schema[Table][],
): Promise<void> {
  for (const some of batches(rows, rowsPerStatement)) {
    await query
      .insertInto(table as 'agent_group')
      .values(some as never)
      .execute();
  }
}

/** Deletes the company's rows that have one of the values in the column. */
export async function removeWhere<Table extends Exclude<keyof Schema, 'company' | 'app'>>(
  query: Queries,
  companyId: string,
  table: Table,
  column: Column<Table>,
  values: readonly (string | number)[],
): Promise<void> {
  for (const some of batches(values, 1000)) {
    await query
      .deleteFrom(table as 'agent_group')
      .where('company_id', '=', companyId)
      .where(column as 'id', 'in', some as string[])
      .execute();
  }
}

/** Splits the list into parts of at most `size`. */
export function batches<Item>(list: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(list.length / size);
  return Array.from({ length: count }, (_, index) => list.slice(index * size, (index + 1) * size));
}
