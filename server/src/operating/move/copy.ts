import type { Database, Queries } from '../../db/database.ts';
import { type Row, readRows, replaceRows } from './rows.ts';
import type { Table } from './tables.ts';

/** So many rows are read, compared and written at once. */
const atOnce = 500;

/**
 * Makes the table of the target what that of the source is, a stretch of keys at a time; what is the same already stays.
 * So a copy that was interrupted goes on where it was, and a second one after the source has moved on carries only what
 * changed. `passed` hears how many rows are behind.
 */
export async function copyTable(
  source: Queries,
  target: Database,
  table: Table,
  passed: (rows: number) => void,
): Promise<void> {
  for (let after: Row | null = null, behind = 0; ; ) {
    const rows: Row[] = await readRows(source, table, { after, upTo: null }, atOnce);
    const last = rows.length < atOnce;
    const range = { after, upTo: last ? null : rows.at(-1)! };
    // One more, so that a target with more rows than the source differs too.
    const there = await readRows(target.query, table, range, atOnce + 1);
    if (!same(table, rows, there)) await target.write('move', ({ query }) => replaceRows(query, table, range, rows));
    behind += rows.length;
    passed(behind);
    if (last) return;
    after = rows.at(-1)!;
  }
}

function same({ columns }: Table, some: readonly Row[], others: readonly Row[]): boolean {
  if (some.length !== others.length) return false;
  return some.every((row, index) => columns.every((column) => row[column] === others[index]![column]));
}
