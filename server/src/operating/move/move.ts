import type { Database, Queries } from '../../db/database.ts';
import { copyTable } from './copy.ts';
import { type ProvedTable, proveTable } from './proof.ts';
import { countRows } from './rows.ts';
import { demandSameSchema, listTables } from './tables.ts';

/** A move between SQLite and PostgreSQL, in either direction. */
export interface Move {
  readonly source: Queries;
  readonly target: Database;
  /** Which of the two is SQLite; its schema lists the tables. */
  readonly sqlite: 'source' | 'target';
  readonly progress: (table: string, rows: number, of: number) => void;
}

/** Copies all tables. Rows written to the source meanwhile may be missing: copy again when nothing writes to it. */
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
