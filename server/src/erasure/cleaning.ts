import type { FileStore, Reactor } from '../context.ts';
import type { Database } from '../db/database.ts';
import { noteErased } from '../db/sqlite/erased-contents.ts';
import { removeFiles } from '../files/remove.ts';

/** Removes from the disk what was erased from the store: files, and SQLite's log. Copies in pages need a compaction. */
export interface Cleaning {
  /** Cleans after the commit of every erasure. When that fails, the timetable tries again. */
  readonly follow: Reactor;
  /** Answers when it is done. */
  run(): Promise<void>;
  /** Answers when nothing is under way. */
  stop(): Promise<void>;
}

/** Notes, with every erasure, that copies of what was erased may lie in the file of the store. */
export const noteErasure: Reactor = async (tx, { event }) => {
  if (event.kind === 'erased') await noteErased(tx.query, tx.company.id, tx.at);
};

/** `report` hears of failures that no caller does. */
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
