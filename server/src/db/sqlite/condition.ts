import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Trouble } from '../database.ts';
import { codeOf } from './group.ts';
import type { StoreFiles } from './store-files.ts';

/**
 * After a full disk, 4 MB must be free. With less, one small write may fit into SQLite's log and the next one fails again.
 */
const roomBytes = 4 * 2 ** 20;

/** Whether a SQLite store takes writes, and why not. */
export interface Condition {
  /** Why the store takes no further command until it is opened again; undefined while it takes them. */
  readonly stopped: () => unknown;
  readonly trouble: () => Trouble | undefined;
  /** Makes the store take no further command: it is closed, or what the disk holds is unknown. */
  stop(cause: unknown, trouble?: Trouble): void;
  /** When a file of the store was removed or replaced, makes the store take no further command, and throws. */
  demandInPlace(): void;
  /** Is called when a write failed. If the disk is full and there is no other trouble, `disk_full` becomes the trouble. */
  noteFailure(error: unknown): void;
  /** Whether the disk was full and has room again. */
  mayWriteAgain(): boolean;
  /** Is called when a write succeeded after a full disk. */
  noteRoom(): void;
}

export function watchCondition(files: StoreFiles, onDisplaced: () => void): Condition {
  let stopped: unknown;
  let trouble: Trouble | undefined;

  function stop(cause: unknown, why?: Trouble): void {
    stopped ??= cause;
    trouble = why ?? trouble;
  }

  return {
    stopped: () => stopped,
    trouble: () => trouble,
    stop,
    demandInPlace() {
      if (trouble === 'store_displaced') throw stopped;
      const names = files.displaced();
      if (names.length === 0) return;
      const error = new Error(
        `${names.join(' and ')} was removed or replaced under the server: it takes no more writes`,
      );
      stop(error, 'store_displaced');
      onDisplaced();
      throw error;
    },
    noteFailure(error) {
      if (isFull(error)) trouble ??= 'disk_full';
    },
    mayWriteAgain: () => trouble === 'disk_full' && hasRoom(files.path),
    noteRoom() {
      if (trouble === 'disk_full') trouble = undefined;
    },
  };
}

export function isFull(error: unknown): boolean {
  return codeOf(error) === 'SQLITE_FULL';
}

function hasRoom(path: string): boolean {
  try {
    const { blocks, bavail, bsize } = statfsSync(dirname(path));
    // Some file systems report no blocks.
    return blocks === 0 || bavail * bsize >= roomBytes;
  } catch {
    return false;
  }
}
