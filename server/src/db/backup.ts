import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { makeOwnFile } from '../private-files.ts';
import { connectSqlite } from './sqlite-connection.ts';

const pagesAtOnce = 500;

/** How far a back-up has come. */
export type Progress = (done: { readonly pages: number; readonly of: number }) => void;

/**
 * Copies the SQLite store of a folder, which may be in use, to one file: the store as it was at the start, checked
 * for damage. The file appears under its name only when it is whole, and only its owner can read it. Refuses to replace
 * a file.
 */
export async function backUpSqlite(folder: string, file: string, progress: Progress = () => {}): Promise<void> {
  if (existsSync(file)) throw new Error(`${file} exists already`);
  const unfinished = `${file}.part`;
  removeStore(unfinished);
  try {
    await copy(folder, unfinished, progress);
    seal(unfinished);
    renameSync(unfinished, file);
    syncFolder(dirname(file));
  } finally {
    removeStore(unfinished);
  }
}

async function copy(folder: string, file: string, progress: Progress): Promise<void> {
  const connection = connectSqlite(folder, 'read');
  try {
    // A copy of what others go on changing would begin anew at each of their commits.
    connection.exec('BEGIN');
    connection.prepare('select count(*) from migration').get();
    makeOwnFile(file);
    await connection.backup(file, {
      progress({ totalPages, remainingPages }) {
        progress({ pages: totalPages - remainingPages, of: totalPages });
        return pagesAtOnce;
      },
    });
  } finally {
    connection.close();
  }
}

/** Makes the copy one file without a log beside it, and throws when it is damaged. */
function seal(file: string): void {
  const connection = new Sqlite(file, { fileMustExist: true });
  try {
    connection.pragma('synchronous = FULL');
    connection.pragma('journal_mode = DELETE');
    const found = connection.pragma('integrity_check', { simple: true });
    if (found !== 'ok') throw new Error(`The back-up is damaged: ${found}`);
  } finally {
    connection.close();
  }
}

// A name is as safe from a power cut as its folder, no safer.
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

function removeStore(file: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(file + ending, { force: true });
}
