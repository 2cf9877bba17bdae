import type pg from 'pg';
import type { FirstReads, Trouble } from '../database.ts';
import type { Command, GroupLimits, Inspect, Report, Waiting } from '../group/commit.ts';
import { answer, awaitFurther, overloaded, Spoiled } from '../group/commit.ts';
import { isFull } from './connection.ts';
import { type GroupOptions, Repeatable, runTransaction } from './group.ts';

const tries = 3;

export interface WriterOptions {
  readonly limits: GroupLimits;
  readonly report: Report;
  readonly inspect?: Inspect | undefined;
}

/**
 * Group commit: commands of one key that arrive while the group before them is under way share one transaction.
 * It holds the key's lock, so that the commands of one company run one after the other on all nodes, just as
 * SQLite runs them: what a command has read stays true until it commits.
 */
export class PostgresWriter {
  readonly #limits: GroupLimits;
  readonly #report: Report;
  readonly #groups: GroupOptions;
  /** The commands that wait, by key. A key has an entry as long as a lane runs its groups. */
  readonly #lanes = new Map<string, Waiting[]>();
  #drained: (() => void)[] = [];
  #waiting = 0;
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
    if (this.#waiting >= this.#limits.waiting) return Promise.reject(overloaded('too many writes are waiting'));
    this.#waiting += 1;
    return new Promise((resolve, reject) => {
      const caller = { command, reads, resolve, reject };
      const lane = this.#lanes.get(key);
      if (lane) lane.push(caller);
      else this.#openLane(key, caller);
    });
  }

  /** Why writes fail at the moment. */
  trouble(): Trouble | undefined {
    return this.#isFull ? 'disk_full' : undefined;
  }

  /**
   * After a write that met a full disk, tries whether the disk has room again. To be called every second. Only one look
   * runs at a time, because looks at a database that hangs would pile up. A write that fails during a look counts more.
   */
  async look(): Promise<void> {
    if (!this.#isFull || this.#isClosed || this.#isLooking) return;
    this.#isLooking = true;
    const failuresBefore = this.#failures;
    try {
      const isFullYet = await isStillFull(this.#groups.pool);
      if (this.#failures === failuresBefore) this.#isFull = isFullYet;
    } finally {
      this.#isLooking = false;
    }
  }

  /** Refuses further commands, and resolves when none is under way. */
  drain(): Promise<void> {
    this.#isClosed = true;
    return this.#lanes.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#drained.push(resolve));
  }

  #openLane(key: string, first: Waiting): void {
    const lane = [first];
    this.#lanes.set(key, lane);
    setImmediate(() => this.#runLane(key, lane).catch(this.#report));
  }

  async #runLane(key: string, lane: Waiting[]): Promise<void> {
    while (lane.length > 0) {
      await awaitFurther(lane, this.#limits);
      const callers = lane.splice(0, this.#limits.commands);
      this.#waiting -= callers.length;
      await this.#runGroup(key, callers);
    }
    this.#lanes.delete(key);
    if (this.#lanes.size > 0) return;
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

  /** A command whose queued rows cannot be inserted fails alone; the others are rerun. */
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

/** Writes 4 MB to a temporary table. An error other than a full disk is left to the next command to report. */
async function isStillFull(pool: pg.Pool): Promise<boolean> {
  try {
    await pool.query(`create temporary table room on commit drop as
      select repeat('room', 1000) || n as filler from generate_series(1, 1000) as n`);
    return false;
  } catch (error) {
    return isFull(error);
  }
}
