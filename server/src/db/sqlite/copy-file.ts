import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';

/** The pages copied at a time. The event loop turns after each batch. */
export const pagesAtOnce = 500;

/** Turns a copy into a single file without a log. `check` throws when the copy is not good. */
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

/** Syncs the folder: only then does a new file in it keep its name after a power cut. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** Removes a copy and the files that SQLite has put beside it. */
export function removeStore(file: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(file + ending, { force: true });
}
