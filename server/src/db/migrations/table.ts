import { sql } from 'kysely';
import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';

export interface Column {
  readonly type: 'text' | 'integer';
  readonly nullable: boolean;
}

export const text: Column = { type: 'text', nullable: false };
export const integer: Column = { type: 'integer', nullable: false };
export const textOrNull: Column = { type: 'text', nullable: true };
export const integerOrNull: Column = { type: 'integer', nullable: true };

/**
 * Creates a table of these columns. With `order: 'key'` SQLite stores the rows in the order of the key, which saves an index
 * and a second search for each row. It does not suit rows of more than a kilobyte (see 0015_event_rows.ts).
 */
export async function createTable(
  query: Queries,
  dialect: Dialect,
  name: string,
  columns: Readonly<Record<string, Column>>,
  key: readonly string[],
  order: 'key' | 'arrival' = 'arrival',
): Promise<void> {
  const written = Object.entries(columns).map(
    ([column, { type, nullable }]) =>
      sql`${sql.id(column)} ${dialect[type]} ${sql.raw(nullable ? 'null' : 'not null')}`,
  );
  const keyed = sql`primary key (${sql.join(key.map((column) => sql.id(column)))})`;
  const end = order === 'key' ? dialect.clusteredTable : dialect.table;
  await sql`create table ${sql.id(name)} (${sql.join([...written, keyed])}) ${end}`.execute(query);
}
