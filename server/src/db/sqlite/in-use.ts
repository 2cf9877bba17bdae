import { statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

/** A short read ends within this time. */
const patienceMs = 5_000;

/**
 * Whether another process has the store in the folder open. A trial connection asks SQLite for an exclusive lock. Every
 * process that has the store open holds a shared lock on its file, also when the log and its index were removed. The trial
 * waits up to 5 s for a reader. If a crash has left a log, the trial moves it into the store. With `synchronous = FULL` a
 * power cut during that move loses nothing.
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
    // After any other error, such as that of a damaged file, the store counts as not in use: a start of the server reports the
    // error, and `restore` replaces the file.
    return String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY');
  } finally {
    trial.close();
  }
}

/** The tables that hold sealed secrets. */
const sealedTables = ['app', 'push_endpoint', 'kept_section'] as const;

/** Whether the store in the folder, if there is one, holds secrets that were sealed with the installation's key. */
export function holdsSecrets(folder: string): boolean {
  const path = join(folder, 'gongdan.db');
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  const connection = new Sqlite(path, { readonly: true, timeout: patienceMs });
  try {
    const isTable = connection.prepare("select 1 from sqlite_master where type = 'table' and name = ?");
    return sealedTables.some(
      (table) => isTable.get(table) !== undefined && connection.prepare(`select 1 from ${table} limit 1`).get(),
    );
  } finally {
    connection.close();
  }
}
