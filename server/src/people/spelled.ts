import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { beginningsOf, type Extent, patternOf } from '../db/case.ts';
import type { Queries } from '../db/database.ts';
import { fits } from '../db/dialect.ts';
import type { Schema } from '../db/schema.ts';

interface Wanted {
  readonly column: RawBuilder<unknown>;
  /** The column as the index stores it, with A to Z in lower case. */
  readonly indexed: RawBuilder<unknown>;
  readonly text: string;
  readonly extent: Exclude<Extent, 'part'>;
}

/**
 * Selects the rows whose column equals the text or begins with it, ignoring case. It reads one range of the index for
 * each spelling of the beginning, one after the other, up to the caller's limit.
 */
export function spelled<Table extends keyof Schema, Row>(
  query: Queries,
  rows: SelectQueryBuilder<Schema, Table, Row>,
  { column, indexed, text, extent }: Wanted,
): SelectQueryBuilder<Schema, Table, Row> {
  const fitting = rows.where(fits(query, column, patternOf(text, extent)));
  const parts = beginningsOf(text).map((beginning) => fitting.where(begins(indexed, beginning)));
  return parts.reduce((all, part) => all.unionAll(part));
}

/**
 * Tests whether the column begins with the text, by a range, so that an index can be used. U+10FFFF is the last character.
 */
export function begins(column: RawBuilder<unknown>, text: string): RawBuilder<boolean> {
  return sql`${column} >= ${text} and ${column} < ${`${text}\u{10FFFF}`}`;
}
