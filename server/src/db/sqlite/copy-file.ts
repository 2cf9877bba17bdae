import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';

/** A copy is made so many pages at a time, so that the event loop turns in between. */
export const pagesAtOnce = 500;

/** Makes a copy one file without a log beside it; `check` may throw when it is not as it should be. */
export function singleFile(file: string, check: (connection: Sqlite.Database) => void = () => {}): void {
  const connection = new Sqlite(file, { fileMustExist: true });
  try {
    connection.pragma('synchronous = FULL');
    connection.pragma('journal_mode = DELETE');
    check(connection);
  } finally {
    connection.close();
  }
}

/** A name is as safe from a power cut as its folder, no safer. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** Removes a copy and whatever SQLite has put beside it. */
export function removeStore(file: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(file + ending, { force: true });
}
