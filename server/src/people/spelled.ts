import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { beginningsOf, type Extent, patternOf } from '../db/case.ts';
import type { Queries } from '../db/database.ts';
import { fits } from '../db/dialect.ts';
import type { Schema } from '../db/schema.ts';

interface Wanted {
  readonly column: RawBuilder<unknown>;
  /** The column as an index holds it, A to Z in lower case. */
  readonly indexed: RawBuilder<unknown>;
  readonly text: string;
  readonly extent: Exclude<Extent, 'part'>;
}

/**
 * The rows whose column is the text or begins with it, whatever the case. For each beginning a range of the index is read,
 * one after the other and no further than a limit of the caller's.
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

/** As a range, which an index knows; nothing in the text has a meaning of its own. Texts compare byte by byte. */
export function begins(column: RawBuilder<unknown>, text: string): RawBuilder<boolean> {
  return sql`${column} >= ${text} and ${column} < ${`${text}\u{10FFFF}`}`;
}
