import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { readyFolder } from '../backup/restore.ts';
import { Problem } from '../errors.ts';

/** The right to write a data folder; it ends with `release` or with the process, however that dies. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes the data folder for this process; throws Problem when another one has it, or when a restore broke off in the
 * middle of it. The lock is the operating system's on an empty SQLite file, so that no stale one is ever left behind.
 */
export function lockFolder(folder: string): FolderLock {
  const lock = tryToLockFolder(folder);
  if (!lock) throw new Problem('request_refused', `the data folder ${folder} is in use by another gongdan process`);
  if (!existsSync(join(folder, readyFolder))) return lock;
  lock.release();
  throw new Problem('request_refused', `a restore into ${folder} broke off; restore it again with --force`);
}

/** As `lockFolder`, but undefined when another process has it. */
export function tryToLockFolder(folder: string): FolderLock | undefined {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = new Sqlite(join(folder, 'lock'), { timeout: 0 });
  try {
    // Nothing is ever written to it, so that no journal need lie beside it.
    file.pragma('journal_mode = MEMORY');
    file.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    file.close();
    if ((cause as { code?: string }).code === 'SQLITE_BUSY') return undefined;
    throw cause;
  }
  return { release: () => file.close() };
}
