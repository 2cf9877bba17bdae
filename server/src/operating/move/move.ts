import type { Database, Queries } from '../../db/database.ts';
import { copyTable } from './copy.ts';
import { type ProvedTable, proveTable } from './proof.ts';
import { countRows } from './rows.ts';
import { demandSameSchema, listTables } from './tables.ts';

/** One of the two is SQLite, the other PostgreSQL. */
export interface Move {
  readonly source: Queries;
  readonly target: Database;
  /** Which of them can be asked what the tables are like. */
  readonly sqlite: 'source' | 'target';
  readonly progress: (table: string, rows: number, of: number) => void;
}

/** Copies everything. What the source writes meanwhile may or may not be in the copy: copy again once it is still. */
export async function copyStore({ source, target, sqlite, progress }: Move): Promise<void> {
  await demandSameSchema(source, target.query);
  for (const table of await listTables(sqlite === 'source' ? source : target.query)) {
    const of = await countRows(source, table);
    await copyTable(source, target, table, (rows) => progress(table.name, rows, of));
  }
}

/** Compares every row of every table. */
export async function proveStore({ source, target, sqlite }: Move): Promise<ProvedTable[]> {
  const proved: ProvedTable[] = [];
  for (const table of await listTables(sqlite === 'source' ? source : target.query)) {
    proved.push(await proveTable(source, target.query, table));
  }
  return proved;
}
