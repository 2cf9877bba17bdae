import type { FileStore, Reactor } from '../context.ts';
import type { Database } from '../db/database.ts';
import { noteErased } from '../db/sqlite/erased-contents.ts';
import { removeFiles } from '../files/remove.ts';

/** Removes erased contents from the disk: files, and what SQLite's log holds. Copies in the store's pages need a compaction. */
export interface Cleaning {
  /** Cleans after the commit of every erasure. If that fails, the timetable tries again. */
  readonly follow: Reactor;
  /** Cleans once more, and resolves when that is done. */
  run(): Promise<void>;
  /** Resolves when no run is under way. */
  stop(): Promise<void>;
}

/** Records with every erasure that the store's file may hold copies of erased contents. */
export const noteErasure: Reactor = async (tx, { event }) => {
  if (event.kind === 'erased') await noteErased(tx.query, tx.company.id, tx.at);
};

/** `report` is called with failures of runs that `follow` started. */
export function makeCleaning(db: Database, files: FileStore, report: (error: unknown) => void): Cleaning {
  let last: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;

  async function clean(): Promise<void> {
    waiting = undefined;
    await removeFiles(db, files);
    await db.dropLog();
  }

  /** A request made while a run is queued is covered by that run. */
  function run(): Promise<void> {
    waiting ??= last.then(clean);
    last = waiting.catch(() => {});
    return waiting;
  }

  return {
    run,
    stop: () => last,
    async follow(tx, { event }) {
      if (event.kind === 'erased') tx.afterCommit(() => run().catch(report));
    },
  };
}
