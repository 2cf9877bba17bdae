import { sql } from 'kysely';
import type { Queries } from '../../db/database.ts';

/** A table of both stores. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** The columns of the primary key, in order. */
  readonly key: readonly string[];
}

/** Lists all tables but `migration`, which each store fills by itself. Reads the schema of the SQLite store. */
export async function listTables(sqlite: Queries): Promise<Table[]> {
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name <> 'migration' order by name
  `.execute(sqlite);
  return Promise.all(rows.map(({ name }) => describeTable(sqlite, name)));
}

async function describeTable(sqlite: Queries, name: string): Promise<Table> {
  const { rows } = await sql<{ name: string; pk: number }>`
    select name, pk from pragma_table_info(${name}) order by cid
  `.execute(sqlite);
  const key = rows.filter(({ pk }) => pk > 0).sort((one, other) => one.pk - other.pk);
  if (key.length === 0) throw new Error(`the table ${name} has no key to copy it by`);
  return { name, columns: rows.map((column) => column.name), key: key.map((column) => column.name) };
}

/** Throws Error when the two stores do not have the same migrations. */
export async function demandSameSchema(source: Queries, target: Queries): Promise<void> {
  const [from, to] = await Promise.all([migrationsOf(source), migrationsOf(target)]);
  if (from === to) return;
  throw new Error('the store was last used by another release; start and stop this one on it first, then move it');
}

async function migrationsOf(query: Queries): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(query);
  return rows.map(({ name }) => name).join();
}
