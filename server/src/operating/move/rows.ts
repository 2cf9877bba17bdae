import { sql } from 'kysely';
import type { Queries } from '../../db/database.ts';
import type { Table } from './tables.ts';

export type Row = Readonly<Record<string, string | number | null>>;

/** A range of keys: after `after`, up to and including `upTo`; null is no bound. */
export interface Range {
  readonly after: Row | null;
  readonly upTo: Row | null;
}

/** Returns rows in key order. Both stores compare keys byte by byte, so the order is the same. */
export async function readRows(query: Queries, table: Table, range: Range, most: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select ${list(table.columns)} from ${sql.table(table.name)} where ${within(table, range)}
    order by ${list(table.key)} limit ${most}
  `.execute(query);
  return rows;
}

export async function countRows(query: Queries, table: Table): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table.name)}`.execute(query);
  return rows[0]!.count;
}

/** Replaces the rows of the range by the given ones. */
export async function replaceRows(query: Queries, table: Table, range: Range, rows: readonly Row[]): Promise<void> {
  await sql`delete from ${sql.table(table.name)} where ${within(table, range)}`.execute(query);
  if (rows.length === 0) return;
  const written = rows.map((row) => sql`(${sql.join(table.columns.map((column) => row[column]))})`);
  await sql`insert into ${sql.table(table.name)} (${list(table.columns)}) values ${sql.join(written)}`.execute(query);
}

function within(table: Table, { after, upTo }: Range) {
  const key = sql`(${list(table.key)})`;
  const bound = (row: Row) => sql`(${sql.join(table.key.map((column) => row[column]))})`;
  const lower = after === null ? sql`1 = 1` : sql`${key} > ${bound(after)}`;
  return upTo === null ? lower : sql`${lower} and ${key} <= ${bound(upTo)}`;
}

function list(columns: readonly string[]) {
  return sql.join(columns.map((column) => sql.ref(column)));
}
