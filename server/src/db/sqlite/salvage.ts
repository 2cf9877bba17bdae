import { existsSync, linkSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Report } from '../group/commit.ts';
import { makeOwnFile, ownFolder } from '../private-files.ts';
import { dropLog } from './compact.ts';
import type { SqliteConnection } from './connection.ts';
import { pagesAtOnce, removeStore, singleFile, syncFolder } from './copy-file.ts';
import type { StoreFiles } from './store-files.ts';

const againMs = 1000;

/**
 * Saves acknowledged commits after files of the store were removed or replaced. This process still has the files open.
 * `salvage` tries every second until it succeeds, and a last time when `closing` is aborted. It reports what it did and what
 * the operator must do.
 */
export async function salvage(
  connection: SqliteConnection,
  files: StoreFiles,
  report: Report,
  closing: AbortSignal,
): Promise<void> {
  for (let reported = ''; ; ) {
    const isLast = closing.aborted;
    try {
      return report(new Error(await attempt(connection, files)));
    } catch (error) {
      const text = `Saving the store fails and is tried again: ${(error as Error).message}`;
      if (text !== reported) report(new Error(text, { cause: error }));
      reported = text;
    }
    if (isLast) return;
    await pause(againMs, undefined, { signal: closing }).catch(() => {});
  }
}

/** Tries once to save the store. Returns what was done, as sentences for the operator; throws when the try failed. */
async function attempt(connection: SqliteConnection, files: StoreFiles): Promise<string> {
  // Moves the log into the store first. A log is useless without its store, and another store's log damages a store.
  if (!dropLog(connection)) throw new Error('somebody is reading from the log');
  const found = files.whereabouts();
  if (found.store === 'moved') {
    return `The data folder was moved under the server. Everything acknowledged is in ${found.path}: move it back, or set GONGDAN_DATA, and restart the server.`;
  }
  const aside = freeName(`${files.path}.displaced`);
  if (files.isLogDisplaced() && existsSync(files.log)) renameSync(files.log, `${aside}-wal`);
  if (found.store === 'lost') await putBack(connection, files.path, aside);
  const others = [aside, `${aside}-wal`].filter((path) => existsSync(path));
  const strange = others.length === 0 ? '' : ` What lay in its place is now ${others.join(' and ')}.`;
  return `The store ${files.path} holds everything acknowledged.${strange} Restart the server.`;
}

/** An open file whose name was removed cannot get the name back, so the store is copied to a new file of that name. */
async function putBack(connection: SqliteConnection, path: string, aside: string): Promise<void> {
  const unfinished = `${path}.rescued`;
  ownFolder(dirname(path));
  removeStore(unfinished);
  makeOwnFile(unfinished);
  await connection.backup(unfinished, { progress: () => pagesAtOnce });
  singleFile(unfinished);
  // Both names exist for a moment: after a crash between the two steps one store or the other is in place, never none.
  if (existsSync(path)) linkSync(path, aside);
  renameSync(unfinished, path);
  syncFolder(dirname(path));
}

function freeName(path: string): string {
  for (let n = 1; ; n++) {
    const name = `${path}-${n}`;
    if (!existsSync(name) && !existsSync(`${name}-wal`)) return name;
  }
}
