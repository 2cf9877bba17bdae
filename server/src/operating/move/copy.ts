import type { Database, Queries } from '../../db/database.ts';
import { type Row, readRows, replaceRows } from './rows.ts';
import type { Table } from './tables.ts';

/** The number of rows that are read, compared and written at once. */
const atOnce = 500;

/**
 * Makes the target's table equal to the source's, one range of keys at a time. Ranges that are equal already are not
 * written, so a copy that follows an interrupted or earlier one writes only the rest. Calls `passed` with the number of
 * rows compared so far.
 */
export async function copyTable(
  source: Queries,
  target: Database,
  table: Table,
  passed: (rows: number) => void,
): Promise<void> {
  for (let after: Row | null = null, done = 0; ; ) {
    const rows: Row[] = await readRows(source, table, { after, upTo: null }, atOnce);
    const last = rows.length < atOnce;
    const range = { after, upTo: last ? null : rows.at(-1)! };
    // Asks for one row more than the source has, to notice extra rows in the target.
    const there = await readRows(target.query, table, range, atOnce + 1);
    if (!same(table, rows, there)) await target.write('move', ({ query }) => replaceRows(query, table, range, rows));
    done += rows.length;
    passed(done);
    if (last) return;
    after = rows.at(-1)!;
  }
}

function same({ columns }: Table, some: readonly Row[], others: readonly Row[]): boolean {
  if (some.length !== others.length) return false;
  return some.every((row, index) => columns.every((column) => row[column] === others[index]![column]));
}
