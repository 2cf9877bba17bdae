import type pg from 'pg';
import type { FirstReads, Trouble } from '../database.ts';
import type { Command, GroupLimits, Inspect, Report, Waiting } from '../group/commit.ts';
import { answer, awaitFurther, overloaded, Spoiled } from '../group/commit.ts';
import { isFull } from './connection.ts';
import { type GroupOptions, Repeatable, runTransaction } from './group.ts';

/** How often a group is tried while its transaction is lost to a conflict or a lost connection. */
const tries = 3;

export interface WriterOptions {
  readonly limits: GroupLimits;
  readonly report: Report;
  readonly inspect?: Inspect | undefined;
}

/**
 * Group commit: commands of one key that arrive together, or while an earlier group is under way, share one transaction. The
 * key of most commands is the company's id. The transaction holds the key's lock, so that the commands of one company run
 * one after the other on all nodes, as on SQLite: what a command has read stays true until it commits.
 */
export class PostgresWriter {
  readonly #limits: GroupLimits;
  readonly #report: Report;
  readonly #groups: GroupOptions;
  /** The commands that wait, by key. A key has an entry as long as `#runQueue` runs its groups. */
  readonly #queues = new Map<string, Waiting[]>();
  #drained: (() => void)[] = [];
  #waitingCount = 0;
  #isClosed = false;
  #isFull = false;
  #failures = 0;
  #isLooking = false;

  constructor(pool: pg.Pool, { limits, report, inspect }: WriterOptions) {
    this.#limits = limits;
    this.#report = report;
    this.#groups = { pool, noteFailure: (error) => this.#noteFailure(error), inspect };
  }

  write(key: string, command: Command, reads?: FirstReads<unknown>): Promise<unknown> {
    if (this.#isClosed) return Promise.reject(overloaded('the store is closed'));
    if (this.#waitingCount >= this.#limits.waiting) return Promise.reject(overloaded('too many writes are waiting'));
    this.#waitingCount += 1;
    return new Promise((resolve, reject) => {
      const caller = { command, reads, resolve, reject };
      const queue = this.#queues.get(key);
      if (queue) queue.push(caller);
      else this.#startQueue(key, caller);
    });
  }

  /** Why writes fail at the moment. */
  trouble(): Trouble | undefined {
    return this.#isFull ? 'disk_full' : undefined;
  }

  /**
   * After a write that met a full disk, tries whether the disk has room again. Is called every second. Only one trial runs at
   * a time, because trials would pile up while the database hangs. If a write fails during a trial, the trial does not count.
   */
  async look(): Promise<void> {
    if (!this.#isFull || this.#isClosed || this.#isLooking) return;
    this.#isLooking = true;
    const failuresBefore = this.#failures;
    try {
      const isFullStill = await isStillFull(this.#groups.pool);
      if (this.#failures === failuresBefore) this.#isFull = isFullStill;
    } finally {
      this.#isLooking = false;
    }
  }

  /** Refuses further commands, and resolves when none is under way. */
  drain(): Promise<void> {
    this.#isClosed = true;
    return this.#queues.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#drained.push(resolve));
  }

  #startQueue(key: string, first: Waiting): void {
    const queue = [first];
    this.#queues.set(key, queue);
    setImmediate(() => this.#runQueue(key, queue).catch(this.#report));
  }

  async #runQueue(key: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      await awaitFurther(queue, this.#limits);
      const callers = queue.splice(0, this.#limits.commands);
      this.#waitingCount -= callers.length;
      await this.#runGroup(key, callers);
    }
    this.#queues.delete(key);
    if (this.#queues.size > 0) return;
    for (const resolve of this.#drained) resolve();
    this.#drained = [];
  }

  async #runGroup(key: string, callers: readonly Waiting[]): Promise<void> {
    for (let left = tries - 1; ; left--) {
      try {
        answer(await runTransaction(this.#groups, key, callers), this.#report);
        return;
      } catch (error) {
        if (error instanceof Repeatable && left > 0) continue;
        if (error instanceof Spoiled) return this.#runApart(key, callers, error.cause);
        return this.#lose(callers, error instanceof Repeatable ? error.cause : error);
      }
    }
  }

  /** It is unknown which command made the group fail. All are rerun, each in a group of its own, so only that one fails. */
  async #runApart(key: string, callers: readonly Waiting[], cause: unknown): Promise<void> {
    if (callers.length === 1) return callers[0]!.reject(cause);
    for (const caller of callers) await this.#runGroup(key, [caller]);
  }

  /** Refuses the commands of a group that was not committed. */
  #lose(callers: readonly Waiting[], cause: unknown): void {
    this.#report(cause);
    this.#noteFailure(cause);
    for (const caller of callers) caller.reject(overloaded('the store could not commit', cause));
  }

  #noteFailure(error: unknown): void {
    if (!isFull(error)) return;
    this.#isFull = true;
    this.#failures += 1;
  }
}

/**
 * Writes 4 MB to a temporary table: rows of 1.6 kB, because PostgreSQL compresses rows from 2 kB on. Any error but that of a
 * full disk counts as room: the next command reports it.
 */
async function isStillFull(pool: pg.Pool): Promise<boolean> {
  try {
    await pool.query(`create temporary table room on commit drop as
      select repeat('room', 400) || n as filler from generate_series(1, 2500) as n`);
    return false;
  } catch (error) {
    return isFull(error);
  }
}
