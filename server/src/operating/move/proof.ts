import { createHash } from 'node:crypto';
import type { Queries } from '../../db/database.ts';
import { type Row, readRows } from './rows.ts';
import type { Table } from './tables.ts';

const atOnce = 1000;

/** A digest of a table. Tables with the same rows have the same digest in both stores. */
export interface Digest {
  readonly rows: number;
  /** SHA-256 of the rows in key order: one line of JSON each, with the values in column order. */
  readonly sha256: string;
}

/** One table of the proof. */
export interface ProvedTable extends Digest {
  readonly table: string;
  readonly same: boolean;
}

/** Compares all rows of a table in both stores. */
export async function proveTable(source: Queries, target: Queries, table: Table): Promise<ProvedTable> {
  const [from, to] = await Promise.all([digestOf(source, table), digestOf(target, table)]);
  return { table: table.name, ...to, same: from.rows === to.rows && from.sha256 === to.sha256 };
}

async function digestOf(query: Queries, table: Table): Promise<Digest> {
  const hash = createHash('sha256');
  for (let after: Row | null = null, count = 0; ; ) {
    const rows: Row[] = await readRows(query, table, { after, upTo: null }, atOnce);
    for (const row of rows) hash.update(`${JSON.stringify(table.columns.map((column) => row[column]))}\n`);
    count += rows.length;
    if (rows.length < atOnce) return { rows: count, sha256: hash.digest('hex') };
    after = rows.at(-1)!;
  }
}
