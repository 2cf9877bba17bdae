import type { Command, GroupLimits, Report, Waiting } from './commit.ts';
import { answer, awaitFurther, overloaded, Spoiled } from './commit.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import { codeOf, groupRunner } from './sqlite-group.ts';

/** The one writer of a SQLite store. */
export interface SqliteWriter {
  write(command: Command): Promise<unknown>;
  /** Does something while no command runs; those that arrive meanwhile wait. */
  between<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Takes no more commands, and resolves when none is under way. */
  drain(): Promise<void>;
}

/**
 * Group commit: the commands that arrive together run one after the other in one transaction, and share one wait for
 * the disk.
 */
export function sqliteWriter(connection: SqliteConnection, limits: GroupLimits, report: Report): SqliteWriter {
  const control = controlStatements(connection);
  const runCommands = groupRunner(connection, limits);
  const queue: Waiting[] = [];
  const pauses: (() => Promise<void>)[] = [];
  let drained: (() => void)[] = [];
  let scheduled = false;
  /** Why no further command is taken. */
  let stopped: unknown;

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
    setImmediate(() => nextGroup().catch(report));
  }

  async function nextGroup(): Promise<void> {
    await awaitFurther(queue, limits);
    if (queue.length > 0) await runGroup(queue);
    for (const pause of pauses.splice(0)) await pause();
    scheduled = false;
    if (queue.length > 0 || pauses.length > 0) return schedule();
    for (const resolve of drained) resolve();
    drained = [];
  }

  /** Takes commands off those that wait, as many as may share one commit. */
  async function runGroup(waiting: Waiting[]): Promise<void> {
    const callers: Waiting[] = [];
    try {
      control.begin.run();
      const group = await runCommands(waiting, callers);
      commit();
      answer(group, report);
    } catch (error) {
      if (!(error instanceof Spoiled)) return lose(callers, waiting, error);
      rollBack();
      await runApart(callers, error.cause);
    }
  }

  /** Whose rows can't be written fails as if it had written them itself; the others go on. */
  async function runApart(callers: readonly Waiting[], cause: unknown): Promise<void> {
    if (callers.length === 1) return callers[0]!.reject(cause);
    for (const caller of callers) {
      if (stopped === undefined) await runGroup([caller]);
      else caller.reject(overloaded('the store takes no writes', stopped));
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
  function lose(callers: readonly Waiting[], waiting: Waiting[], cause: unknown): void {
    report(cause);
    const unrun = waiting.splice(0, limits.commands - callers.length);
    for (const caller of [...callers, ...unrun]) caller.reject(overloaded('the store could not commit', cause));
    rollBack();
  }

  function rollBack(): void {
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
    commit: connection.prepare('COMMIT'),
    rollback: connection.prepare('ROLLBACK'),
  };
}

function isFull(error: unknown): boolean {
  return codeOf(error) === 'SQLITE_FULL';
}
