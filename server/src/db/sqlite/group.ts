import { performance } from 'node:perf_hooks';
import type { Queries } from '../database.ts';
import { sqlite } from '../dialect.ts';
import type { Await, GroupLimits, Inspect, Ran, Report, Waiting } from '../group/commit.ts';
import { overloaded, refusal, runCommand, Spoiled } from '../group/commit.ts';
import type { QueuedTable } from '../group/queued-tables.ts';
import { openQueue, type RowQueue } from '../group/row-queue.ts';
import { makeSavepoint, type Savepoint, type SavepointStatement } from '../group/savepoint.ts';
import { type Execute, makeQueryBuilder, onlyReads } from '../queries.ts';
import { makeSqliteRunner, type SqliteConnection } from './connection.ts';

const builder = makeQueryBuilder(sqlite);

/** Moves commands from `waiting` to `callers` and runs them. Throws when the whole group must be rolled back. */
export type RunCommands = (waiting: Waiting[], callers: Waiting[]) => Promise<Ran[]>;

export interface GroupOptions {
  readonly limits: GroupLimits;
  /** Is called when a command was refused because the disk failed. */
  readonly noteFailure: Report;
  readonly inspect: Inspect | undefined;
}

/** Runs the commands of a group one after the other in the open transaction, and flushes the rows that they queued. */
export function makeGroupRunner(
  connection: SqliteConnection,
  { limits, noteFailure, inspect }: GroupOptions,
): RunCommands {
  const run = makeSqliteRunner(connection);
  const mark = savepointStatements(connection);

  return async function runCommands(waiting: Waiting[], callers: Waiting[]): Promise<Ran[]> {
    const ran: Ran[] = [];
    const transaction = openTransaction(connection, run, mark);
    const queue = openQueue();
    const turn = watchTurn();
    const group = { transaction, queue, wait: turn.wait, noteFailure, inspect };
    const until = performance.now() + limits.ms;
    try {
      do {
        const caller = waiting.shift();
        if (!caller) break;
        callers.push(caller);
        ran.push(await runOne(caller, group));
      } while (ran.length < limits.commands && performance.now() < until);
      await turn.wait(queue.flush(transaction.store)).catch(spoil);
      return ran;
    } finally {
      turn.end();
      transaction.end();
    }
  };
}

/** What the commands of a group have in common. */
interface Group extends Pick<GroupOptions, 'noteFailure' | 'inspect'> {
  readonly transaction: Transaction;
  readonly queue: RowQueue;
  readonly wait: Await;
}

/** Throws only when the whole group must be rolled back. */
async function runOne(caller: Waiting, group: Group): Promise<Ran> {
  const { transaction, queue, wait, noteFailure, inspect } = group;
  const savepoint = makeSavepoint(transaction.mark);
  const flushing = openFlushing(queue, transaction.store, savepoint);
  const execute: Execute = (query) => {
    if (!onlyReads(query)) savepoint.enter();
    return transaction.execute(query);
  };
  const connected = { queue, builder, execute, flush: flushing.flush, wait, inspect };
  const [outcome] = await Promise.allSettled([runCommand(caller, connected)]);
  await flushing.over();
  if (outcome.status === 'fulfilled') {
    savepoint.release();
    queue.keep();
    return outcome.value;
  }
  const error: unknown = outcome.reason;
  if (transaction.isOver()) throw error;
  savepoint.rollBack();
  savepoint.release();
  queue.rollBack();
  if (!isDiskFault(error)) return refusal(caller, error);
  noteFailure(error);
  return refusal(caller, overloaded('the store could not write', error));
}

/** The transaction of one group. */
interface Transaction {
  readonly execute: Execute;
  /** Runs the statements that write queued rows. */
  readonly store: Queries;
  /** Sets the savepoint, rolls back to it or releases it. */
  readonly mark: (statement: SavepointStatement) => void;
  readonly isOver: () => boolean;
  /** Makes the transaction refuse further statements. */
  readonly end: () => void;
}

/**
 * Returns the transaction that the writer has begun. After some errors, such as a full disk, SQLite ends a transaction by
 * itself, and would commit each later statement alone. So the returned object refuses all statements after such an error.
 */
function openTransaction(connection: SqliteConnection, run: Execute, mark: SavepointStatements): Transaction {
  let over = false;

  function guarded<Answer>(work: () => Answer): Answer {
    if (over) throw new Error('The transaction is over');
    try {
      return work();
    } catch (error) {
      over = !connection.inTransaction;
      throw error;
    }
  }

  const execute: Execute = (query) => guarded(() => run(query));
  return {
    execute,
    store: builder(execute),
    mark: (statement) => guarded(() => mark[statement].run()),
    isOver: () => over,
    end() {
      over = true;
    },
  };
}

/** Flushes queued rows during a command. */
function openFlushing(queue: RowQueue, store: Queries, savepoint: Savepoint) {
  const underWay: Promise<unknown>[] = [];
  let fault: unknown;
  return {
    /**
     * If this command has not entered its savepoint and only earlier commands queued the rows, the rows are flushed outside
     * of the savepoint. Then they stay when this command is refused.
     */
    flush(tables: readonly QueuedTable[]): void {
      const stays = !savepoint.isEntered() && queue.isOfNeighbours(tables);
      if (!stays) savepoint.enter();
      const writing = queue.flush(store, tables);
      underWay.push(
        writing.catch((error: unknown) => {
          fault ??= error;
        }),
      );
      if (stays) queue.keepFlushed();
    },
    /** Waits for the flushes, and throws when one has failed. */
    async over(): Promise<void> {
      await Promise.all(underWay);
      if (fault !== undefined) spoil(fault);
    },
  };
}

/** Is called when queued rows could not be written. Throws Spoiled, or the error itself when the disk failed. */
function spoil(error: unknown): never {
  throw isDiskFault(error) ? error : new Spoiled('', { cause: error });
}

// Raw cached statements: through the query builder they cost as much as the rows of a small command.
function savepointStatements(connection: SqliteConnection): SavepointStatements {
  const statements = ['savepoint command', 'rollback to savepoint command', 'release savepoint command'] as const;
  const prepared = statements.map((statement) => [statement, connection.prepare(statement)]);
  return Object.fromEntries(prepared) as SavepointStatements;
}

type SavepointStatements = Readonly<Record<SavepointStatement, { run(): unknown }>>;

/**
 * Makes a command fail when the event loop turns during it. SQLite answers queries within one turn, so such a command waited
 * for something else while the transaction of the whole group was open.
 */
function watchTurn(): { wait: Await; end: () => void } {
  let fail: (error: Error) => void = () => {};
  let immediate = setImmediate(turned);

  function turned(): void {
    immediate = setImmediate(turned);
    fail(new Error('A command waited for something other than its own queries'));
  }

  return {
    wait: (running) =>
      new Promise((resolve, reject) => {
        fail = reject;
        running.then(resolve, reject);
      }),
    end: () => clearImmediate(immediate),
  };
}

/** Whether the disk or the memory failed, not the statement. */
function isDiskFault(error: unknown): boolean {
  return /^SQLITE_(FULL|IOERR|NOMEM|CORRUPT|READONLY|CANTOPEN)/.test(codeOf(error));
}

/** The code that SQLite gave the error, such as SQLITE_FULL; "" when there is none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
