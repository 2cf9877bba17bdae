import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';

/** One step of the schema. It runs once per store, in one transaction unless it calls `pace.next`. */
export interface Migration {
  readonly name: string;
  readonly up: (query: Queries, dialect: Dialect, pace: Pace) => Promise<void>;
}

/** For a step that converts many rows in several transactions. */
export interface Pace {
  /**
   * Reports how far the step has come and commits the rows converted so far. If the process is killed afterwards, the next
   * start runs the whole step again. So the step has to skip rows that are converted already.
   */
  next(what: string, done: number, of: number): Promise<void>;
}
