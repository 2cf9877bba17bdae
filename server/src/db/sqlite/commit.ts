import type { FirstReads, Trouble } from '../database.ts';
import type { Command, GroupLimits, Inspect, Report, Waiting } from '../group/commit.ts';
import { answer, awaitFurther, overloaded, Spoiled } from '../group/commit.ts';
import { type Condition, isFull, watchCondition } from './condition.ts';
import type { SqliteConnection } from './connection.ts';
import { makeGroupRunner, type RunCommands } from './group.ts';
import { salvage } from './salvage.ts';
import type { StoreFiles } from './store-files.ts';

export interface WriterOptions {
  readonly limits: GroupLimits;
  readonly report: Report;
  readonly files: StoreFiles;
  readonly inspect?: Inspect | undefined;
}

/**
 * The one writer of a SQLite store. Group commit: the commands that arrive together run one after the other in one
 * transaction, and share one wait for the disk.
 */
export class SqliteWriter {
  readonly #connection: SqliteConnection;
  readonly #limits: GroupLimits;
  readonly #report: Report;
  readonly #files: StoreFiles;
  readonly #control: ReturnType<typeof controlStatements>;
  readonly #condition: Condition;
  readonly #runCommands: RunCommands;
  readonly #waiting: Waiting[] = [];
  readonly #pauses: (() => Promise<void>)[] = [];
  #drained: (() => void)[] = [];
  #isScheduled = false;
  readonly #closing = new AbortController();
  #saved: Promise<void> | undefined;

  constructor(connection: SqliteConnection, { limits, report, files, inspect }: WriterOptions) {
    this.#connection = connection;
    this.#limits = limits;
    this.#report = report;
    this.#files = files;
    this.#control = controlStatements(connection);
    this.#condition = watchCondition(files, () => this.#saveStore());
    const { noteFailure } = this.#condition;
    this.#runCommands = makeGroupRunner(connection, { limits, noteFailure, inspect });
  }

  write(command: Command, reads?: FirstReads<unknown>): Promise<unknown> {
    if (this.#condition.stopped() !== undefined) return Promise.reject(this.#refusal());
    if (this.#waiting.length >= this.#limits.waiting) return Promise.reject(overloaded('too many writes are waiting'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ command, reads, resolve, reject });
      this.#schedule();
    });
  }

  /** Runs `work` between two groups. Commands that arrive meanwhile wait. */
  between<Result>(work: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#pauses.push(() => this.#whileInPlace(work).then(resolve, reject));
      this.#schedule();
    });
  }

  /** Why writes fail at the moment. */
  trouble(): Trouble | undefined {
    return this.#condition.trouble();
  }

  /** Is called every second. Notices, also while nobody writes, that a file is gone or that a full disk has room again. */
  look(): void {
    if (this.#condition.stopped() !== undefined) return;
    try {
      this.#condition.demandInPlace();
    } catch (error) {
      this.#report(error);
      return;
    }
    // While the disk counts as full, the server says that it is not ready, and a balancer sends it no commands. So the
    // store tries the disk by an empty write of its own.
    if (this.#isScheduled || !this.#condition.mayWriteAgain()) return;
    this.between(() => this.#writeNothing()).catch((error) => {
      if (!isFull(error)) this.#report(error);
    });
  }

  /** Refuses further commands, and resolves when none is under way. */
  drain(): Promise<void> {
    this.#condition.stop(new Error('The store is closed'));
    return this.#isScheduled ? new Promise((resolve) => this.#drained.push(resolve)) : Promise.resolve();
  }

  /** If a displaced store is not saved yet, tries a last time. Is called when nobody reads the store any more. */
  async finish(): Promise<void> {
    this.#closing.abort();
    await this.#saved;
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#nextGroup().catch(this.#report));
  }

  async #nextGroup(): Promise<void> {
    await awaitFurther(this.#waiting, this.#limits);
    if (this.#waiting.length > 0) await this.#runGroup(this.#waiting);
    for (const pause of this.#pauses.splice(0)) await pause();
    this.#isScheduled = false;
    if (this.#waiting.length > 0 || this.#pauses.length > 0) return this.#schedule();
    for (const resolve of this.#drained) resolve();
    this.#drained = [];
  }

  /** Runs as many of the waiting commands as may share one commit. */
  async #runGroup(waiting: Waiting[]): Promise<void> {
    const callers: Waiting[] = [];
    try {
      this.#control.begin.run();
      const group = await this.#runCommands(waiting, callers);
      this.#commit();
      // Checked before anybody is answered: a log file that was deleted is lost when this process ends.
      this.#condition.demandInPlace();
      answer(group, this.#report);
    } catch (error) {
      if (!(error instanceof Spoiled)) return this.#lose(callers, waiting, error);
      this.#rollBack();
      await this.#runApart(callers, error.cause);
    }
  }

  /** A command whose queued rows cannot be inserted fails alone; the others are rerun. */
  async #runApart(callers: readonly Waiting[], cause: unknown): Promise<void> {
    if (callers.length === 1) return callers[0]!.reject(cause);
    for (const caller of callers) {
      if (this.#condition.stopped() === undefined) await this.#runGroup([caller]);
      else caller.reject(this.#refusal());
    }
  }

  /** Refuses the commands of a group that was not committed, also those that had not run yet, and rolls back. */
  #lose(callers: readonly Waiting[], waiting: Waiting[], cause: unknown): void {
    this.#report(cause);
    this.#condition.noteFailure(cause);
    const unrun = waiting.splice(0, this.#limits.commands - callers.length);
    for (const caller of [...callers, ...unrun]) caller.reject(overloaded('the store could not commit', cause));
    this.#rollBack();
  }

  #commit(): void {
    try {
      this.#control.commit.run();
    } catch (error) {
      // A commit that meets a full disk has written nothing, and the disk may get room again. After any other failure the
      // contents of the disk are unknown. A later successful commit would hide that, so the store takes no more writes.
      if (!isFull(error)) this.#stop(error);
      throw error;
    }
  }

  #rollBack(): void {
    if (!this.#connection.inTransaction) return;
    try {
      this.#control.rollback.run();
    } catch (error) {
      this.#stop(error);
      this.#report(error);
    }
  }

  /**
   * Checks the files first: `work` may open them by name. If they were replaced, it would open other files than this
   * connection has.
   */
  async #whileInPlace<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#condition.stopped() !== undefined) throw this.#refusal();
    this.#condition.demandInPlace();
    return work();
  }

  /** Writes one page without changing it: `user_version` is always 0. */
  async #writeNothing(): Promise<void> {
    try {
      this.#control.begin.run();
      this.#connection.pragma('user_version = 0');
      this.#commit();
      this.#condition.noteRoom();
    } finally {
      this.#rollBack();
    }
  }

  #stop(cause: unknown): void {
    this.#condition.stop(cause, 'disk_failed');
    this.#refuseWaiting();
  }

  #refuseWaiting(): void {
    for (const caller of this.#waiting.splice(0)) caller.reject(this.#refusal());
  }

  #refusal(): Error {
    return overloaded('the store takes no writes', this.#condition.stopped());
  }

  #saveStore(): void {
    this.#refuseWaiting();
    // Begins after the current group was answered.
    this.#saved = new Promise((resolve) => setImmediate(resolve)).then(() =>
      salvage(this.#connection, this.#files, this.#report, this.#closing.signal),
    );
    this.#saved.catch(this.#report);
  }
}

// Raw cached statements: through the query builder they cost as much as the rows of a small command.
function controlStatements(connection: SqliteConnection) {
  return {
    begin: connection.prepare('BEGIN IMMEDIATE'),
    commit: connection.prepare('COMMIT'),
    rollback: connection.prepare('ROLLBACK'),
  };
}
