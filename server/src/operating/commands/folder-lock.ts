import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { closeFolder, demandWritableFiles, makeOwnFile, ownFolder } from '../../db/private-files.ts';
import { isStoreInUse } from '../../db/sqlite/in-use.ts';
import { refusedCommand } from '../../errors.ts';
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
  if (!lock) {
    throw refusedCommand({
      zh: `数据文件夹 ${folder} 正被另一个 gongdan 进程使用。请先停止它，或用 --data 指定其他文件夹。`,
      en: `the data folder ${folder} is in use by another gongdan process; stop it first, or name another folder with --data`,
    });
  }
  if (!existsSync(join(folder, readyFolder))) return lock;
  lock.release();
  throw refusedCommand({
    zh: `上次恢复到 ${folder} 时中断了。请用 --force 重新恢复一次。`,
    en: `a restore into ${folder} was interrupted; restore it again with --force`,
  });
}

/** As `lockFolder`, but returns undefined when another process holds the lock, and allows an interrupted restore. */
export function tryToLockFolder(folder: string): FolderLock | undefined {
  ownFolder(folder);
  demandWritableFiles(folder, ['lock', 'gongdan.db', 'gongdan.db-wal', 'gongdan.db-shm']);
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
  throw refusedCommand({
    zh: `${folder} 里的存储正被使用：可能是一个锁文件已被删除的 gongdan 进程，也可能是一次还没做完的备份。请停止该进程，或等它结束。`,
    en: `the store in ${folder} is in use by a gongdan process whose lock file was removed, or a back-up that is still copying; stop it, or wait for it`,
  });
}
