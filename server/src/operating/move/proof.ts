import { createHash } from 'node:crypto';
import type { Queries } from '../../db/database.ts';
import { type Row, readRows } from './rows.ts';
import type { Table } from './tables.ts';

const atOnce = 1000;

/** What a table holds, in a form that can be compared between stores. */
export interface Digest {
  readonly rows: number;
  /** SHA-256 over the rows in the order of their key: a line of JSON each, the values in the order of the columns. */
  readonly sha256: string;
}

/** One line of the proof sheet. */
export interface ProvedTable extends Digest {
  readonly table: string;
  readonly same: boolean;
}

/** Reads a table whole in both stores. */
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
