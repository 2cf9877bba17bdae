import type { FileStore } from '../context.ts';
import type { Database } from '../db/database.ts';
import type { Reactor } from '../events.ts';
import { removeFiles } from '../files/remove.ts';

/** Takes off the disk what erasing has taken out of the store. */
export interface Cleaning {
  /** Cleans after the commit of every erasure; one that fails is left to the timetable. */
  readonly follow: Reactor;
  /** Answers when it is done. */
  run(): Promise<void>;
  /** Answers when nothing of it is under way. */
  idle(): Promise<void>;
}

/** `report` hears of failures that no caller does. */
export function cleaning(db: Database, files: FileStore, report: (error: unknown) => void): Cleaning {
  let last: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;

  async function clean(): Promise<void> {
    await removeFiles(db, files);
    await db.dropLog();
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
    idle: () => last,
    async follow(tx, { kind }) {
      if (kind === 'erased') tx.afterCommit(() => void run().catch(report));
    },
  };
}
