import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import type { Queries } from '../database.ts';
import { sqlite } from '../dialect.ts';
import { migrations } from '../migrate.ts';
import { makeQueryBuilder } from '../queries.ts';
import type { Reader } from '../reader.ts';
import { makeSqliteRunner } from './connection.ts';

/** Opens a copy of a SQLite store, a single file, for reading. */
export function openCopy(file: string): Reader {
  const connection = new Sqlite(file, { readonly: true, fileMustExist: true });
  const run = makeSqliteRunner(connection);
  return {
    query: makeQueryBuilder(sqlite)(run),
    async close() {
      connection.close();
    },
  };
}

/** The number of rows by table. */
export type RowCounts = Readonly<Record<string, number>>;

/** Counts the rows of every table of a copy. */
export async function countRows(query: Queries): Promise<RowCounts> {
  const tables = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table' and name not like 'sqlite%' order by name`.execute(query);
  const counts: Record<string, number> = {};
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.id(name)}`.execute(query);
    counts[name] = rows[0]!.count;
  }
  return counts;
}

/** Returns the damage that SQLite finds in a copy; undefined when there is none. */
export async function findDamage(query: Queries): Promise<string | undefined> {
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(1)`.execute(query);
  const found = rows[0]?.integrity_check;
  return found === 'ok' ? undefined : found;
}

/** Returns the steps of the copy's schema that this release does not know, because a newer release made them. */
export async function unknownSteps(query: Queries): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(query);
  return rows.map(({ name }) => name).filter((name) => !migrations.some((step) => step.name === name));
}
