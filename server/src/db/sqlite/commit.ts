import type { Trouble } from '../database.ts';
import type { Command, GroupLimits, Report, Waiting } from '../group/commit.ts';
import { answer, awaitFurther, overloaded, Spoiled } from '../group/commit.ts';
import { conditionOf, isFull } from './condition.ts';
import type { SqliteConnection } from './connection.ts';
import { groupRunner } from './group.ts';
import { salvage } from './salvage.ts';
import type { StoreFiles } from './store-files.ts';

/** The one writer of a SQLite store. */
export interface SqliteWriter {
  write(command: Command): Promise<unknown>;
  /** Does something while no command runs; those that arrive meanwhile wait. */
  between<Result>(work: () => Promise<Result>): Promise<Result>;
  readonly trouble: () => Trouble | undefined;
  /** Called now and then: notices also in an idle hour that a file is gone, or that a full disk has room again. */
  look(): void;
  /** Takes no more commands, and resolves when none is under way. */
  drain(): Promise<void>;
  /** Tries a last time to save a displaced store, once nobody reads it any more. */
  finish(): Promise<void>;
}

/**
 * Group commit: the commands that arrive together run one after the other in one transaction, and share one wait for
 * the disk.
 */
export function sqliteWriter(
  connection: SqliteConnection,
  limits: GroupLimits,
  report: Report,
  files: StoreFiles,
): SqliteWriter {
  const control = controlStatements(connection);
  const condition = conditionOf(files, saveStore);
  const runCommands = groupRunner(connection, limits, condition.noteFailure);
  const queue: Waiting[] = [];
  const pauses: (() => Promise<void>)[] = [];
  let drained: (() => void)[] = [];
  let scheduled = false;
  const closing = new AbortController();
  let saved: Promise<void> | undefined;

  function write(command: Command): Promise<unknown> {
    if (condition.stopped() !== undefined) return Promise.reject(refuse());
    if (queue.length >= limits.waiting) return Promise.reject(overloaded('too many writes are waiting'));
    return new Promise((resolve, reject) => {
      queue.push({ command, resolve, reject });
      schedule();
    });
  }

  function between<Result>(work: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      pauses.push(() => whileInPlace(work).then(resolve, reject));
      schedule();
    });
  }

  /** If the files were replaced, another thread or process would open others than this connection has. */
  async function whileInPlace<Result>(work: () => Promise<Result>): Promise<Result> {
    if (condition.stopped() !== undefined) throw refuse();
    condition.demandInPlace();
    return work();
  }

  function look(): void {
    if (condition.stopped() !== undefined) return;
    try {
      condition.demandInPlace();
    } catch (error) {
      report(error);
      return;
    }
    // Whoever asks whether the server is ready may send no call before it is.
    if (!scheduled && condition.mayWriteAgain()) between(writeNothing).catch(reportUnlessFull);
  }

  function reportUnlessFull(error: unknown): void {
    if (!isFull(error)) report(error);
  }

  /** Writes one page as it was. */
  async function writeNothing(): Promise<void> {
    try {
      control.begin.run();
      connection.pragma('user_version = 0');
      commit();
      condition.noteRoom();
    } finally {
      rollBack();
    }
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

  /** Runs as many of the waiting commands as may share one commit. */
  async function runGroup(waiting: Waiting[]): Promise<void> {
    const callers: Waiting[] = [];
    try {
      control.begin.run();
      const group = await runCommands(waiting, callers);
      commit();
      // Checked before anybody is answered: a log file that was deleted is lost when this process ends.
      condition.demandInPlace();
      answer(group, report);
    } catch (error) {
      if (!(error instanceof Spoiled)) return lose(callers, waiting, error);
      rollBack();
      await runApart(callers, error.cause);
    }
  }

  /** A command whose queued rows cannot be inserted fails alone; the others are rerun. */
  async function runApart(callers: readonly Waiting[], cause: unknown): Promise<void> {
    if (callers.length === 1) return callers[0]!.reject(cause);
    for (const caller of callers) {
      if (condition.stopped() === undefined) await runGroup([caller]);
      else caller.reject(refuse());
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
    condition.stop(cause, 'disk_failed');
    refuseWaiting();
  }

  function refuseWaiting(): void {
    for (const caller of queue.splice(0)) caller.reject(refuse());
  }

  function refuse(): Error {
    return overloaded('the store takes no writes', condition.stopped());
  }

  function saveStore(): void {
    refuseWaiting();
    // Begins after the current group was answered.
    saved = new Promise((resolve) => setImmediate(resolve)).then(() =>
      salvage(connection, files, report, closing.signal),
    );
    saved.catch(report);
  }

  /** Refuses the commands of a group that was not committed, also those that had not run yet, and rolls back. */
  function lose(callers: readonly Waiting[], waiting: Waiting[], cause: unknown): void {
    report(cause);
    condition.noteFailure(cause);
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
    condition.stop(new Error('The store is closed'));
    return scheduled ? new Promise((resolve) => drained.push(resolve)) : Promise.resolve();
  }

  async function finish(): Promise<void> {
    closing.abort();
    await saved;
  }

  return { write, between, look, trouble: condition.trouble, drain, finish };
}

// Raw cached statements: through the query builder they cost as much as the rows of a small command.
function controlStatements(connection: SqliteConnection) {
  return {
    begin: connection.prepare('BEGIN IMMEDIATE'),
    commit: connection.prepare('COMMIT'),
    rollback: connection.prepare('ROLLBACK'),
  };
}
