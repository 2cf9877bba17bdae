import type pg from 'pg';
import type { Trouble } from '../database.ts';
import type { Command, GroupLimits, Report, Waiting } from '../group/commit.ts';
import { answer, awaitFurther, overloaded, Spoiled } from '../group/commit.ts';
import { isFull } from './connection.ts';
import { Repeatable, runTransaction } from './group.ts';

const tries = 3;

/** The writers of a PostgreSQL store, one lane per key. */
export interface PostgresWriter {
  write(key: string, command: Command): Promise<unknown>;
  readonly trouble: () => Trouble | undefined;
  /** After a write met a full disk: tries whether it has room again. To be called now and then. */
  look(): Promise<void>;
  /** Takes no more commands, and resolves when none is under way. */
  drain(): Promise<void>;
}

/**
 * Group commit: commands of one key that arrive while the group before them is under way share one transaction.
 * It holds the key's lock, so that the commands of one company run one after the other on all nodes, just as
 * SQLite runs them: what a command has read stays true until it commits.
 */
export function postgresWriter(pool: pg.Pool, limits: GroupLimits, report: Report): PostgresWriter {
  const lanes = new Map<string, Waiting[]>();
  let drained: (() => void)[] = [];
  let waiting = 0;
  let closed = false;
  let full = false;
  let failures = 0;
  let looking = false;

  function write(key: string, command: Command): Promise<unknown> {
    if (closed) return Promise.reject(overloaded('the store is closed'));
    if (waiting >= limits.waiting) return Promise.reject(overloaded('too many writes are waiting'));
    waiting += 1;
    return new Promise((resolve, reject) => {
      const lane = lanes.get(key);
      if (lane) {
        lane.push({ command, resolve, reject });
        return;
      }
      const queue = [{ command, resolve, reject }];
      lanes.set(key, queue);
      setImmediate(() => runLane(key, queue).catch(report));
    });
  }

  async function runLane(key: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      await awaitFurther(queue, limits);
      const callers = queue.splice(0, limits.commands);
      waiting -= callers.length;
      await runGroup(key, callers);
    }
    lanes.delete(key);
    if (lanes.size > 0) return;
    for (const resolve of drained) resolve();
    drained = [];
  }

  async function runGroup(key: string, callers: readonly Waiting[]): Promise<void> {
    for (let left = tries - 1; ; left--) {
      try {
        answer(await runTransaction(pool, key, callers, noteFailure), report);
        return;
      } catch (error) {
        if (error instanceof Repeatable && left > 0) continue;
        if (error instanceof Spoiled) return runApart(key, callers, error.cause);
        const cause = error instanceof Repeatable ? error.cause : error;
        report(cause);
        noteFailure(cause);
        for (const caller of callers) caller.reject(overloaded('the store could not commit', cause));
        return;
      }
    }
  }

  /** Whose rows can't be written fails as if it had written them itself; the others go on. */
  async function runApart(key: string, callers: readonly Waiting[], cause: unknown): Promise<void> {
    if (callers.length === 1) return callers[0]!.reject(cause);
    for (const caller of callers) await runGroup(key, [caller]);
  }

  function noteFailure(error: unknown): void {
    if (!isFull(error)) return;
    full = true;
    failures += 1;
  }

  /** One look at a time: a database that hangs must not gather them. A failure meanwhile is newer than the look. */
  async function look(): Promise<void> {
    if (!full || closed || looking) return;
    looking = true;
    const failuresBefore = failures;
    try {
      const stillFull = await isStillFull(pool);
      if (failures === failuresBefore) full = stillFull;
    } finally {
      looking = false;
    }
  }

  function drain(): Promise<void> {
    closed = true;
    return lanes.size === 0 ? Promise.resolve() : new Promise((resolve) => drained.push(resolve));
  }

  return { write, look, trouble: () => (full ? 'disk_full' : undefined), drain };
}

/** Writes 4 MB to a temporary table. Another error than a full disk is left to the next command to report. */
async function isStillFull(pool: pg.Pool): Promise<boolean> {
  try {
    await pool.query(`create temporary table room on commit drop as
      select repeat('room', 1000) || n as filler from generate_series(1, 1000) as n`);
    return false;
  } catch (error) {
    return isFull(error);
  }
}
