import { statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

/** A reader that only looks something up is gone by then. */
const patienceMs = 5_000;

/**
 * Whether another process has the store in the folder open. A trial connection asks SQLite for the store exclusively:
 * whoever has it open holds a shared lock on the store's own file, also when the log and its index were removed. A
 * reader is waited for, 5 s at the most. The trial checkpoints a log that a crash has left, hence `synchronous`.
 */
export function isStoreInUse(folder: string): boolean {
  const path = join(folder, 'gongdan.db');
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  const trial = new Sqlite(path, { timeout: patienceMs });
  try {
    trial.pragma('locking_mode = EXCLUSIVE');
    trial.pragma('synchronous = FULL');
    trial.exec('BEGIN EXCLUSIVE');
    trial.exec('ROLLBACK');
    return false;
  } catch (error) {
    // A store that cannot be opened at all is reported by whoever opens it next; `restore` replaces it.
    return String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY');
  } finally {
    trial.close();
  }
}

/** Whether the store in the folder, if there is one, has app credentials, which are sealed with the installation's key. */
export function holdsApps(folder: string): boolean {
  const path = join(folder, 'gongdan.db');
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  const connection = new Sqlite(path, { readonly: true, timeout: 5000 });
  try {
    const table = connection.prepare("select 1 from sqlite_master where type = 'table' and name = 'app'").get();
    return table !== undefined && connection.prepare('select 1 from app limit 1').get() !== undefined;
  } finally {
    connection.close();
  }
}
