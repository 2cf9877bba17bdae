import { existsSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeOwnFile } from '../private-files.ts';
import { connectSqlite, type SqliteConnection } from './connection.ts';
import { pagesAtOnce, removeStore, singleFile, syncFolder } from './copy-file.ts';

/** The progress of a back-up. */
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
    singleFile(unfinished, demandWhole);
    renameSync(unfinished, file);
    syncFolder(dirname(file));
  } finally {
    removeStore(unfinished);
  }
}

async function copy(folder: string, file: string, progress: Progress): Promise<void> {
  const connection = connectSqlite(folder, 'read');
  try {
    // SQLite restarts a copy when another connection commits, unless the copying connection reads in a transaction. The
    // query begins that transaction: BEGIN alone does not.
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

function demandWhole(connection: SqliteConnection): void {
  const found = connection.pragma('integrity_check', { simple: true });
  if (found !== 'ok') throw new Error(`The back-up is damaged: ${found}`);
}
