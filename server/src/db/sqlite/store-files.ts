import { readdirSync, readlinkSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The files of an open SQLite store, as they were when it was opened. */
export interface StoreFiles {
  /** The path of the store's file, which may be gone. */
  readonly path: string;
  /** The path of its log, which may be gone. */
  readonly log: string;
  /** Returns the names of files that are gone or were replaced. Costs 2 µs. */
  displaced(): readonly string[];
  /** Whether the log is gone or was replaced. */
  isLogDisplaced(): boolean;
  whereabouts(): Whereabouts;
}

/** Where the store's file is: in place, at another `path` because its folder was moved, or without a name. */
export type Whereabouts =
  | { readonly store: 'in place' }
  | { readonly store: 'moved'; readonly path: string }
  | { readonly store: 'lost' };

/** Remembers the files of the store in the folder and of its log, both of which this process has open. */
export function filesOfStore(folder: string): StoreFiles {
  const path = join(folder, 'gongdan.db');
  // SQLite puts the log beside the file itself, not beside a symbolic link to it.
  const real = realpathSync(path);
  const [log, index] = [`${real}-wal`, `${real}-shm`];
  const opened = [path, log, index].map((one) => [one, statSync(one)] as const);
  const store = statSync(path);
  const folderStat = statSync(folder);

  return {
    path,
    log,
    displaced: () => opened.flatMap(([one, stat]) => (isAt(one, stat) ? [] : [basename(one)])),
    isLogDisplaced: () => !isAt(log, opened[1]![1]),
    whereabouts() {
      if (isAt(path, store)) return { store: 'in place' };
      const found = isAt(folder, folderStat) ? undefined : findOpenFile(store);
      return found === undefined ? { store: 'lost' } : { store: 'moved', path: found };
    },
  };
}

/** Compares device and inode, as SQLite does before it deletes a journal. A file that cannot be looked up counts as gone. */
function isAt(path: string, { ino, dev }: Stats): boolean {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.ino === ino && found.dev === dev;
  } catch {
    return false;
  }
}

/** Finds the current path of a file that this process has open. Only Linux tells it. */
function findOpenFile(stat: Stats): string | undefined {
  const folder = '/proc/self/fd';
  try {
    return readdirSync(folder)
      .map((name) => linkTarget(join(folder, name)))
      .find((target) => isAt(target, stat));
  } catch {
    return undefined;
  }
}

function linkTarget(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    // The descriptor was closed meanwhile, like the one that read the list.
    return '';
  }
}
