import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { closeFolder, makeOwnFile, ownFolder } from '../../db/private-files.ts';
import { isStoreInUse } from '../../db/sqlite/in-use.ts';
import { Problem } from '../../errors.ts';
import { readyFolder } from '../backup/restore.ts';

/** A lock on a data folder. It ends with `release` or with the process, even when that is killed. */
export interface FolderLock {
  release(): void;
}

/**
 * Locks the data folder for this process and closes it to other users. Throws Problem when another process holds it or
 * its store, when it belongs to another user, or when a restore into it was interrupted. The lock is an open SQLite
 * transaction on an empty file, which the operating system ends with the process. A file that holds a process id would stay
 * after a kill.
 */
export function lockFolder(folder: string): FolderLock {
  const lock = tryToLockFolder(folder);
  if (!lock) throw new Problem('request_refused', `the data folder ${folder} is in use by another gongdan process`);
  if (!existsSync(join(folder, readyFolder))) return lock;
  lock.release();
  throw new Problem('request_refused', `a restore into ${folder} was interrupted; restore it again with --force`);
}

/** As `lockFolder`, but returns undefined when another process holds the lock, and allows an interrupted restore. */
export function tryToLockFolder(folder: string): FolderLock | undefined {
  ownFolder(folder);
  const lock = takeLock(folder);
  if (!lock) return undefined;
  try {
    demandUnusedStore(folder);
    closeFolder(folder);
    return lock;
  } catch (error) {
    lock.release();
    throw error;
  }
}

function takeLock(folder: string): FolderLock | undefined {
  const path = join(folder, 'lock');
  makeOwnFile(path);
  const file = new Sqlite(path, { timeout: 0 });
  try {
    // Nothing is ever written to the file, so a journal file is not needed.
    file.pragma('journal_mode = MEMORY');
    file.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    file.close();
    if ((cause as { code?: string }).code === 'SQLITE_BUSY') return undefined;
    throw cause;
  }
  return { release: () => file.close() };
}

/** Refuses a store that is in use without the lock: somebody may have removed the lock file of a running server. */
function demandUnusedStore(folder: string): void {
  if (!isStoreInUse(folder)) return;
  const who = 'a gongdan process whose lock file was removed, or a back-up that is still copying';
  throw new Problem('request_refused', `the store in ${folder} is in use by ${who}; stop it, or wait for it`);
}
