import { readdirSync, readlinkSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The files of an open SQLite store, as the file system knew them when it was opened. */
export interface StoreFiles {
  /** Where the store lies, or should. */
  readonly path: string;
  /** Where its log lies, or should. */
  readonly log: string;
  /** The names of those that are gone, or in whose place lies another file. Costs 2 µs. */
  displaced(): readonly string[];
  /** Whether the log is gone, or another file lies in its place. */
  isLogDisplaced(): boolean;
  whereabouts(): Whereabouts;
}

/** The store's own file is in place; its folder was moved, and it now lies at `path`; or its name leads to it no more. */
export type Whereabouts =
  | { readonly store: 'in place' }
  | { readonly store: 'moved'; readonly path: string }
  | { readonly store: 'lost' };

/** Remembers the files of the store in the folder, which this process has open, with its log. */
export function filesOfStore(folder: string): StoreFiles {
  const path = join(folder, 'gongdan.db');
  // SQLite keeps the log beside the file itself, not beside a link to it.
  const real = realpathSync(path);
  const [log, index] = [`${real}-wal`, `${real}-shm`];
  const opened = [path, log, index].map((one) => [one, statSync(one)] as const);
  const store = statSync(path);
  const around = statSync(folder);

  return {
    path,
    log,
    displaced: () => opened.flatMap(([one, stat]) => (isAt(one, stat) ? [] : [basename(one)])),
    isLogDisplaced: () => !isAt(log, opened[1]![1]),
    whereabouts() {
      if (isAt(path, store)) return { store: 'in place' };
      const found = isAt(folder, around) ? undefined : findOpenFile(store);
      return found === undefined ? { store: 'lost' } : { store: 'moved', path: found };
    },
  };
}

/** By the two numbers that SQLite itself relies on before it deletes a journal. What can't be looked at counts as gone. */
function isAt(path: string, { ino, dev }: Stats): boolean {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.ino === ino && found.dev === dev;
  } catch {
    return false;
  }
}

/** Linux knows under which name a file lies that this process has open. */
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
    // It was closed meanwhile, as the one is by which the list was read.
    return '';
  }
}
