import type { Kysely } from 'kysely';
import type { QueuedTable } from './group/queued-tables.ts';
import type { Schema } from './schema.ts';

/** The typed queries of one connection or transaction. */
export type Queries = Kysely<Schema>;

/**
 * What a command may touch. It reads through `query` too, so that it sees what its group has written. Queries that
 * need nothing of each other are best sent together (`Promise.all`): PostgreSQL gets them in one go, three times
 * as fast.
 */
export interface DbTransaction {
  readonly query: Queries;
  /** Runs after the commit, never when it failed: dropping caches, waking workers. */
  readonly afterCommit: (action: () => void) => void;
  /**
   * The rows of one kind that the commands of a group have queued, flushed or not. A command appends its own; those of a
   * refused command are dropped. All are written together before the commit: a count or the last number is written once
   * for all commands.
   */
  readonly queued: <Row>(kind: QueuedRows<Row>) => Row[];
  /**
   * Writes the queued rows of the tables now, also those of neighbours. Call it before a statement that reads or writes
   * such a table. It needs no await: the rows are on their way before the next statement is sent. A row that cannot be
   * written fails the command that queued it.
   */
  readonly flush: (...tables: QueuedTable[]) => void;
}

/** One kind of queued rows: the table they go to, and who writes them. Declared once, because it is the queue's key. */
export interface QueuedRows<Row> {
  readonly table: QueuedTable;
  readonly write: GroupWriter<Row>;
}

/**
 * Writes the queued rows of one group. It awaits nothing but queries, and sends rows of a table all at once. When it
 * fails, a command that is alone fails with it; several commands are rerun, each alone.
 */
export type GroupWriter<Row> = (query: Queries, rows: readonly Row[]) => Promise<unknown>;

/**
 * What a command reads first. PostgreSQL sends the first reads of all commands of a group together, because one after
 * the other each would wait for its own round trip. They read no table of `queuedTables`, and lock nothing.
 */
export type FirstReads<Found> = (query: Queries) => Promise<Found>;

/**
 * Why a store takes no writes:
 * - `disk_full`: its disk has no room; writes are tried, and go on by themselves when there is room again;
 * - `disk_failed`: a commit failed, and nobody knows what the disk holds; until the store is opened again;
 * - `store_displaced`: a file of it was removed or replaced under this process; until the store is opened again.
 */
export type Trouble = 'disk_full' | 'disk_failed' | 'store_displaced';

/** One store, SQLite or PostgreSQL; everything above sees only this. */
export interface Database {
  readonly kind: 'sqlite' | 'postgres';
  /** For reading outside commands; refuses to write on SQLite. */
  readonly query: Queries;
  /** For reading what takes more than a few milliseconds: on SQLite a thread does it, so that nobody else waits. */
  readonly aside: Queries;
  /**
   * Runs the command in a durable transaction and answers after its commit. Commands with one key run one after
   * the other, on PostgreSQL across all nodes; those that arrive together share one transaction, and one that throws
   * takes back only its own. A command awaits nothing but its own queries and ends with the first of them that fails;
   * it may be run again when its transaction was lost. It gets what `reads` found, as if it had read that itself at its
   * start. Rejects with Problem `overloaded` when the store can't commit.
   */
  write<Result, Found = undefined>(
    key: string,
    command: (transaction: DbTransaction, found: Found) => Promise<Result>,
    reads?: FirstReads<Found>,
  ): Promise<Result>;
  /**
   * Takes what was deleted off the disk: SQLite's log still holds it. Answers false when somebody is reading from the
   * log at the moment; then it is to be tried again. PostgreSQL does so by itself, in its vacuum.
   */
  dropLog(): Promise<boolean>;
  /** How many bytes a SQLite store has; 0 on PostgreSQL. */
  size(): number;
  /**
   * Rewrites a SQLite store without the copies of erased contents that moved rows have left in its pages, and gives
   * free room back. Commands wait meanwhile, some seconds a gigabyte; reading goes on. Answers false when somebody read
   * for so long that the old pages are still there; then it is to be tried again. Throws Problem when the disk has no
   * room for it. Does nothing on PostgreSQL.
   */
  compact(): Promise<boolean>;
  /** Why writes fail at the moment; undefined when they don't, as far as is known. */
  readonly trouble: () => Trouble | undefined;
  /** Waits for what is under way, then closes every connection. */
  close(): Promise<void>;
}
