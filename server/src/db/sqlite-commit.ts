import { performance } from 'node:perf_hooks';
import type { Await, Command, GroupLimits, Ran, Report, Waiting } from './commit.ts';
import { answer, overloaded, refusal, runCommand } from './commit.ts';
import { sqlite } from './dialect.ts';
import { type Pending, pendingOfGroup } from './pending.ts';
import { type Execute, queryBuilder } from './queries.ts';
import { type SqliteConnection, sqliteRunner } from './sqlite-connection.ts';

const builder = queryBuilder(sqlite);

/** The one writer of a SQLite store. */
export interface SqliteWriter {
  write(command: Command): Promise<unknown>;
  /** Does something while no command runs; those that arrive meanwhile wait. */
  between<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Takes no more commands, and resolves when none is under way. */
  drain(): Promise<void>;
}

/**
 * Group commit: the commands that arrive in one turn of the event loop run one after the other in one
 * transaction, each in a savepoint of its own, and share one wait for the disk.
 */
export function sqliteWriter(connection: SqliteConnection, limits: GroupLimits, report: Report): SqliteWriter {
  const control = controlStatements(connection);
  const run = sqliteRunner(connection);
  const queue: Waiting[] = [];
  const pauses: (() => Promise<void>)[] = [];
  let drained: (() => void)[] = [];
  let scheduled = false;
  /** Why no further command is taken. */
  let stopped: unknown;

  const execute: Execute = (query) => {
    // SQLite ends the transaction by itself on a full disk; what ran next would be committed alone.
    if (!connection.inTransaction) throw new Error('The transaction is over');
    return run(query);
  };

  function write(command: Command): Promise<unknown> {
    if (stopped !== undefined) return Promise.reject(overloaded('the store takes no writes', stopped));
    if (queue.length >= limits.waiting) return Promise.reject(overloaded('too many writes are waiting'));
    return new Promise((resolve, reject) => {
      queue.push({ command, resolve, reject });
      schedule();
    });
  }

  function between<Result>(work: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      pauses.push(() => work().then(resolve, reject));
      schedule();
    });
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(nextGroup);
  }

  async function nextGroup(): Promise<void> {
    if (queue.length > 0) await runGroup();
    for (const pause of pauses.splice(0)) await pause();
    scheduled = false;
    if (queue.length > 0 || pauses.length > 0) return schedule();
    for (const resolve of drained) resolve();
    drained = [];
  }

  async function runGroup(): Promise<void> {
    const callers: Waiting[] = [];
    try {
      control.begin.run();
      const group = await runCommands(callers);
      commit();
      answer(group, report);
    } catch (error) {
      lose(callers, error);
    }
  }

  async function runCommands(callers: Waiting[]): Promise<Ran[]> {
    const group: Ran[] = [];
    const pending = pendingOfGroup();
    const turn = watchTurn();
    const until = performance.now() + limits.ms;
    try {
      do {
        const caller = queue.shift();
        if (!caller) break;
        callers.push(caller);
        group.push(await runOne(caller, pending, turn.wait));
      } while (group.length < limits.commands && performance.now() < until);
      await turn.wait(pending.write(builder(execute)));
      return group;
    } finally {
      turn.end();
    }
  }

  /** Throws only when the transaction of the whole group is lost. */
  async function runOne(caller: Waiting, pending: Pending, wait: Await): Promise<Ran> {
    control.savepoint.run();
    try {
      const ran = await runCommand(caller, pending, execute, builder, wait);
      control.release.run();
      pending.keep();
      return ran;
    } catch (error) {
      if (!connection.inTransaction) throw error;
      control.rollbackTo.run();
      control.release.run();
      pending.takeBack();
      return refusal(caller, isDiskFault(error) ? overloaded('the store could not write', error) : error);
    }
  }

  function commit(): void {
    try {
      control.commit.run();
    } catch (error) {
      // A full disk has promised nothing and may be emptied. After any other failure nobody knows what the disk
      // holds, and a later success would hide it.
      if (!isFull(error)) stop(error);
      throw error;
    }
  }

  function stop(cause: unknown): void {
    stopped = cause;
    for (const caller of queue.splice(0)) caller.reject(overloaded('the store takes no writes', cause));
  }

  /** Answers a group that was not committed, those too that did not run, and takes back what it may have left. */
  function lose(callers: readonly Waiting[], cause: unknown): void {
    report(cause);
    const unrun = queue.splice(0, limits.commands - callers.length);
    for (const caller of [...callers, ...unrun]) caller.reject(overloaded('the store could not commit', cause));
    if (!connection.inTransaction) return;
    try {
      control.rollback.run();
    } catch (error) {
      stop(error);
      report(error);
    }
  }

  function drain(): Promise<void> {
    stopped ??= new Error('The store is closed');
    return scheduled ? new Promise((resolve) => drained.push(resolve)) : Promise.resolve();
  }

  return { write, between, drain };
}

// Raw cached statements: through the query builder they cost as much as the rows of a small command.
function controlStatements(connection: SqliteConnection) {
  return {
    begin: connection.prepare('BEGIN IMMEDIATE'),
    savepoint: connection.prepare('SAVEPOINT command'),
    release: connection.prepare('RELEASE command'),
    rollbackTo: connection.prepare('ROLLBACK TO command'),
    commit: connection.prepare('COMMIT'),
    rollback: connection.prepare('ROLLBACK'),
  };
}

/**
 * Queries of SQLite are answered without a turn of the event loop. A command during which it turned has waited
 * for something else, with everybody's transaction open: it fails.
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

function isFull(error: unknown): boolean {
  return codeOf(error) === 'SQLITE_FULL';
}

function isDiskFault(error: unknown): boolean {
  return /^SQLITE_(FULL|IOERR|NOMEM|CORRUPT)/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
