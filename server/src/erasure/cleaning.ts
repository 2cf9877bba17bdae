import { setTimeout as pause } from 'node:timers/promises';
import type { FileStore, Reactor } from '../context.ts';
import type { Database } from '../db/database.ts';
import { removeFiles } from '../files/remove.ts';

/** Takes off the disk what erasing has taken out of the store. */
export interface Cleaning {
  /** Cleans after the commit of every erasure; one that fails is left to the timetable. */
  readonly follow: Reactor;
  /** Answers when it is done. */
  run(): Promise<void>;
  /** Calls off what can be done later, and answers when nothing is under way. */
  stop(): Promise<void>;
}

/** The whole store is gone through after an erasure: not more often than so, however many there are. */
const restMs = 2000;

/** `report` hears of failures that no caller does. */
export function cleaning(db: Database, files: FileStore, report: (error: unknown) => void): Cleaning {
  const stopping = new AbortController();
  let last: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;

  let rested: Promise<void> = Promise.resolve();
  /** At first, for what a crash may have left. */
  let somethingLies = true;

  async function clean(): Promise<void> {
    await removeFiles(db, files);
    await db.dropLog();
    if (!somethingLies) return;
    await rested;
    somethingLies = false;
    const done = await db.overwriteUnused(stopping.signal).catch(failed);
    rested = pause(restMs, undefined, { ref: false, signal: stopping.signal }).catch(() => {});
    somethingLies ||= !done;
  }

  function failed(error: unknown): never {
    somethingLies = true;
    throw error;
  }

  /** What is asked for while one waits to begin is done by that one. */
  function run(): Promise<void> {
    waiting ??= last.then(() => {
      waiting = undefined;
      return clean();
    });
    last = waiting.catch(() => {});
    return waiting;
  }

  return {
    run,
    stop() {
      stopping.abort();
      return last;
    },
    async follow(tx, { event: { kind } }) {
      if (kind !== 'erased') return;
      tx.afterCommit(() => {
        somethingLies = true;
        run().catch(report);
      });
    },
  };
}
