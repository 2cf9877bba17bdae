import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Random } from '../../../src/operating/demo/random.ts';
import type { Recorded } from './disk-calls.ts';

/**
 * Which unsynced writes survive a power cut: none (`dropped`), some (`reordered`), or some sectors of each (`torn`).
 * Unsynced changes of a folder, such as the entry of a new file, are lost when `dropped`; otherwise some survive. A
 * file whose entry is lost is lost, too.
 */
export type Loss = 'dropped' | 'reordered' | 'torn';

/** A model of a disk that distinguishes synced from unsynced writes. */
export interface Disk {
  apply(recorded: Recorded): void;
  /** Writes into an empty folder what the disk would hold after a power cut at this moment. */
  cut(loss: Loss, random: Random, into: string): void;
}

/** A change with its place among all calls. A sync covers the changes that had ended before the sync began. */
interface Unsynced<Change> {
  readonly place: number;
  readonly change: Change;
}

type FileChange = { readonly at: number; readonly bytes: Buffer } | { readonly size: number };

interface File {
  /** The contents at the last sync. */
  kept: Buffer;
  unsynced: Unsynced<FileChange>[];
  size: number;
}

/** A change of a folder: the file or folder to which the name now refers; undefined when the name was removed. */
interface Entry {
  readonly name: string;
  readonly node: Node | undefined;
}

interface Folder {
  /** The entries at the last sync. */
  readonly kept: Map<string, Node>;
  readonly now: Map<string, Node>;
  unsynced: Unsynced<Entry>[];
}

type Node = File | Folder;

/** Chooses which unsynced changes survive a power cut. */
interface Survival {
  ofFile(changes: readonly FileChange[]): FileChange[];
  ofFolder(entries: readonly Entry[]): Entry[];
}

/** Makes a disk with the empty folder `root`. Calls on files named in `without` are ignored. */
export function diskOf(root: string, without: readonly string[]): Disk {
  const top = emptyFolder();
  let place = 0;

  function apply({ done, after }: Recorded): void {
    place += 1;
    if (without.includes(basename(done.path))) return;
    switch (done.call) {
      case 'open':
        open(done.path, done.truncates);
        break;
      case 'write':
        change(fileAt(done.path), { at: done.at ?? fileAt(done.path).size, bytes: done.bytes });
        break;
      case 'truncate':
        change(fileAt(done.path), { size: done.size });
        break;
      case 'sync':
        sync(nodeAt(done.path), after);
        break;
      case 'make folder':
        enter(done.path, emptyFolder());
        break;
      case 'remove':
        enter(done.path, undefined);
        break;
      case 'rename':
        enter(done.to, nodeAt(done.path));
        enter(done.path, undefined);
    }
  }

  function open(path: string, truncates: boolean): void {
    if (!folderAt(dirname(path)).now.has(basename(path))) enter(path, { kept: Buffer.alloc(0), unsynced: [], size: 0 });
    else if (truncates) change(fileAt(path), { size: 0 });
  }

  function change(file: File, change: FileChange): void {
    file.unsynced.push({ place, change });
    file.size = 'size' in change ? change.size : Math.max(file.size, change.at + change.bytes.length);
  }

  function enter(path: string, node: Node | undefined): void {
    const folder = folderAt(dirname(path));
    const name = basename(path);
    folder.unsynced.push({ place, change: { name, node } });
    if (node) folder.now.set(name, node);
    else folder.now.delete(name);
  }

  function nodeAt(path: string): Node {
    const names = path
      .slice(root.length + 1)
      .split('/')
      .filter(Boolean);
    return names.reduce<Node>((node, name) => {
      const next = 'now' in node ? node.now.get(name) : undefined;
      if (!next) throw new Error(`${path} was never made`);
      return next;
    }, top);
  }

  function fileAt(path: string): File {
    const node = nodeAt(path);
    if ('now' in node) throw new Error(`${path} is a folder`);
    return node;
  }

  function folderAt(path: string): Folder {
    const node = nodeAt(path);
    if ('now' in node) return node;
    throw new Error(`${path} is a file`);
  }

  return { apply, cut: (loss, random, into) => writeFolder(top, into, survivals[loss](random)) };
}

function sync(node: Node, after: number): void {
  if ('now' in node) {
    const covered = node.unsynced.filter(({ place }) => place <= after);
    for (const { change } of covered) setEntry(node.kept, change);
    node.unsynced = node.unsynced.filter(({ place }) => place > after);
    return;
  }
  const covered = node.unsynced.filter(({ place }) => place <= after);
  node.kept = contentOf(
    node.kept,
    covered.map(({ change }) => change),
  );
  node.unsynced = node.unsynced.filter(({ place }) => place > after);
}

const survivals: Readonly<Record<Loss, (random: Random) => Survival>> = {
  dropped: () => ({ ofFile: () => [], ofFolder: () => [] }),
  reordered: (random) => ({
    ofFile: (changes) => changes.filter(() => random.chance(0.5)),
    ofFolder: (entries) => entries.filter(() => random.chance(0.5)),
  }),
  torn: (random) => ({
    ofFile: (changes) => changes.flatMap(sectorsOf).filter(() => random.chance(0.5)),
    ofFolder: (entries) => entries.filter(() => random.chance(0.5)),
  }),
};

const sector = 512;

/** Splits a write into sectors, because a disk writes whole sectors in any order. */
function sectorsOf(change: FileChange): FileChange[] {
  if ('size' in change) return [change];
  const sectors: FileChange[] = [];
  for (let from = 0, to = 0; from < change.bytes.length; from = to) {
    const at = change.at + from;
    to = Math.min(change.bytes.length, from + sector - (at % sector));
    sectors.push({ at, bytes: change.bytes.subarray(from, to) });
  }
  return sectors;
}

function writeFolder(folder: Folder, into: string, survival: Survival): void {
  const entries = new Map(folder.kept);
  for (const entry of survival.ofFolder(folder.unsynced.map(({ change }) => change))) setEntry(entries, entry);
  for (const [name, node] of entries) {
    const path = join(into, name);
    if ('now' in node) {
      mkdirSync(path);
      writeFolder(node, path, survival);
    } else {
      writeFileSync(path, contentOf(node.kept, survival.ofFile(node.unsynced.map(({ change }) => change))));
    }
  }
}

function setEntry(entries: Map<string, Node>, { name, node }: Entry): void {
  if (node) entries.set(name, node);
  else entries.delete(name);
}

function contentOf(kept: Buffer, changes: readonly FileChange[]): Buffer {
  const ends = changes.map((change) => ('size' in change ? change.size : change.at + change.bytes.length));
  const content = Buffer.alloc(Math.max(kept.length, ...ends));
  kept.copy(content);
  let size = kept.length;
  for (const change of changes) {
    if ('size' in change) {
      if (change.size < size) content.fill(0, change.size, size);
      size = change.size;
    } else {
      change.bytes.copy(content, change.at);
      size = Math.max(size, change.at + change.bytes.length);
    }
  }
  return content.subarray(0, size);
}

function emptyFolder(): Folder {
  return { kept: new Map(), now: new Map(), unsynced: [] };
}
