import type { Queries } from '../../database.ts';
import type { Pace } from '../step.ts';

/**
 * How rows of one kind are found and converted. A converted row is not found again, so a step that was killed converts only
 * the remaining rows when it is run again.
 */
export interface Conversion<Row> {
  /** The name of the rows in the progress that operators read. */
  readonly what: string;
  readonly count: (query: Queries) => Promise<number>;
  /** The next rows in the order of their key, after the given one. */
  readonly next: (query: Queries, after: Row | undefined) => Promise<readonly Row[]>;
  readonly convert: (query: Queries, row: Row) => Promise<unknown>;
}

/**
 * Few enough that nodes of the previous release, which serve during an upgrade on PostgreSQL, wait only briefly for locked
 * rows.
 */
export const rowsPerTransaction = 1000;

/** Converts all rows of the kind. Each page of rows is committed before the next is read. */
export async function convertAll<Row>(query: Queries, pace: Pace, conversion: Conversion<Row>): Promise<void> {
  const { what, count, next, convert } = conversion;
  const of = await count(query);
  if (of === 0) return;
  let done = 0;
  for (let rows = await next(query, undefined); rows.length > 0; rows = await next(query, rows.at(-1))) {
    for (const row of rows) await convert(query, row);
    done += rows.length;
    // Reports the progress and commits these rows.
    await pace.next(what, done, of);
  }
}
