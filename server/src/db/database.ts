import type { Kysely } from 'kysely';
import type { QueuedTable } from './group/queued-tables.ts';
import type { Schema } from './schema.ts';

/** The typed queries of one connection or transaction. */
export type Queries = Kysely<Schema>;

/**
 * The transaction of a command. The command reads through its `query`, because only this one sees what its group has
 * written; the `query` of the `Database` does not. Send independent queries together (`Promise.all`): PostgreSQL answers them in one round trip, three
 * times as fast.
 */
export interface DbTransaction {
  readonly query: Queries;
  /** Registers an action to run after a successful commit, such as dropping a cache or waking a worker. */
  readonly afterCommit: (action: () => void) => void;
  /**
   * The rows of one kind that the commands of a group have queued, flushed or not. A command appends its own; those of a
   * refused command are dropped. All are written together before the commit: a count or the last number is written once
   * for all commands.
   */
  readonly queued: <Row>(kind: QueuedRows<Row>) => Row[];
  /**
   * Writes the queued rows of the tables now, also those of other commands of the group. Call it before a statement that
   * reads or writes such a table. It needs no await: the rows are on their way before the next statement is sent. A row
   * that cannot be written fails the command that queued it.
   */
  readonly flush: (...tables: QueuedTable[]) => void;
}

/** One kind of queued rows: the table they go to, and who writes them. Declared once, because it is the queue's key. */
export interface QueuedRows<Row> {
  readonly table: QueuedTable;
  readonly write: GroupWriter<Row>;
}

/**
 * Writes the queued rows of a group. It awaits nothing but queries, and sends all rows at once. If it fails because of a
 * row, the commands of the group are rerun, each alone; a command that is alone fails.
 */
export type GroupWriter<Row> = (query: Queries, rows: readonly Row[]) => Promise<unknown>;

/**
 * What a command reads first. PostgreSQL sends the first reads of all commands of a group together, because one after
 * the other each would wait for its own round trip. First reads read no table of `queuedTables`, and lock nothing.
 */
export type FirstReads<Found> = (query: Queries) => Promise<Found>;

/**
 * Why a store takes no writes:
 * - `disk_full`: its disk has no room. Writes are still tried, and succeed when there is room again;
 * - `disk_failed`: a commit or a roll-back failed, so the contents of the disk are unknown. The store takes writes again
 *   after it is opened again;
 * - `store_displaced`: one of its files was removed or replaced under this process. The store takes writes again after it
 *   is opened again.
 */
export type Trouble = 'disk_full' | 'disk_failed' | 'store_displaced';

/** The connections to PostgreSQL that are open for one use. */
export interface PoolState {
  readonly use: 'write' | 'read';
  /** How many run statements. */
  readonly inUse: number;
  /** How many are open and wait for a statement. */
  readonly idle: number;
  /** How many commands or reads wait for a connection. */
  readonly waiting: number;
}

/** One store, SQLite or PostgreSQL. */
export interface Database {
  readonly kind: 'sqlite' | 'postgres';
  /** For reads outside of commands. It cannot write. */
  readonly query: Queries;
  /** For reads of more than a few milliseconds. On SQLite a thread runs them, so that they do not block the event loop. */
  readonly aside: Queries;
  /**
   * Runs the command in a durable transaction and resolves after its commit. Commands with one key run one after the other,
   * on PostgreSQL across all nodes. Commands that arrive together share one transaction; a command that throws is rolled
   * back alone. A command awaits nothing but its own queries, and fails with the first of them that fails. A command may run
   * again when its transaction was lost. `found` is what `reads` finds at the start of the command. Rejects with Problem
   * `overloaded` when the store cannot commit.
   */
  write<Result, Found = undefined>(
    key: string,
    command: (transaction: DbTransaction, found: Found) => Promise<Result>,
    reads?: FirstReads<Found>,
  ): Promise<Result>;
  /**
   * Empties SQLite's log, which may still hold deleted contents. Resolves to false when a reader uses the log; then the
   * caller tries again. Does nothing on PostgreSQL, where vacuum removes deleted contents.
   */
  dropLog(): Promise<boolean>;
  /** The size of a SQLite store in bytes; 0 on PostgreSQL. */
  size(): number;
  /** The bytes that the store takes on the disk: the file and the log of SQLite, or the database of PostgreSQL. */
  bytesOnDisk(): Promise<number>;
  /** The connections of this process to PostgreSQL; none on SQLite. */
  pools(): readonly PoolState[];
  /**
   * Rewrites a SQLite store without the copies of erased contents that moved rows have left in its pages, and shrinks its
   * file. Meanwhile commands wait, some seconds for each gigabyte; reading goes on. Resolves to false when a reader used
   * the log or the old pages for too long; then the caller tries again. Throws Problem when the disk has too little room.
   * Does nothing on PostgreSQL.
   */
  compact(): Promise<boolean>;
  /** Why writes fail at the moment; undefined when none is known to fail. */
  readonly trouble: () => Trouble | undefined;
  /** Waits for commands under way, then closes every connection. */
  close(): Promise<void>;
}
