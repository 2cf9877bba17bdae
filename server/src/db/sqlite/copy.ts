import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import type { Queries } from '../database.ts';
import { sqlite } from '../dialect.ts';
import { migrations } from '../migrate.ts';
import { queryBuilder } from '../queries.ts';
import type { Reader } from '../reader.ts';
import { sqliteRunner } from './connection.ts';

/** Opens a copy of a SQLite store that lies by itself, for reading. */
export function openCopy(file: string): Reader {
  const connection = new Sqlite(file, { readonly: true, fileMustExist: true });
  const run = sqliteRunner(connection);
  return {
    query: queryBuilder(sqlite)(run),
    async close() {
      connection.close();
    },
  };
}

/** Table → how many rows it has. */
export type RowCounts = Readonly<Record<string, number>>;

/** Of every table of a copy. */
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

/** What SQLite finds wrong in a copy; undefined when it is whole. */
export async function findDamage(query: Queries): Promise<string | undefined> {
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(1)`.execute(query);
  const found = rows[0]?.integrity_check;
  return found === 'ok' ? undefined : found;
}

/** The steps of its schema that this release does not know: a newer one made them. */
export async function unknownSteps(query: Queries): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(query);
  return rows.map(({ name }) => name).filter((name) => !migrations.some((step) => step.name === name));
}
