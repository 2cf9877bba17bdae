import type { Queries } from '../../database.ts';
import type { Pace } from '../step.ts';

/** How rows of one kind are found and converted. A row that is converted is not found again. */
export interface Conversion<Row> {
  /** Tells people what is converted. */
  readonly what: string;
  readonly count: (query: Queries) => Promise<number>;
  /** The next rows in the order of their key, after the given one. */
  readonly next: (query: Queries, after: Row | undefined) => Promise<readonly Row[]>;
  readonly convert: (query: Queries, row: Row) => Promise<unknown>;
}

/** So many rows share a transaction: on PostgreSQL, nodes of the earlier release wait for locked rows. */
export const atATime = 1000;

/** Converts all rows of the kind, page by page. */
export async function convertAll<Row>(query: Queries, pace: Pace, conversion: Conversion<Row>): Promise<void> {
  const { what, count, next, convert } = conversion;
  const of = await count(query);
  if (of === 0) return;
  let done = 0;
  for (let rows = await next(query, undefined); rows.length > 0; rows = await next(query, rows.at(-1))) {
    for (const row of rows) await convert(query, row);
    done += rows.length;
    await pace.next(what, done, of);
  }
}
