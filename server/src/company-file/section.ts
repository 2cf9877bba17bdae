import type { Database, Queries } from '../db/database.ts';
import type { Snapshots } from '../snapshots.ts';
import type { Vault } from '../vault.ts';
import type { Fault, KeyPath } from './fault.ts';

/** What a company file is applied to. */
export interface Installation {
  readonly db: Database;
  readonly vault: Vault;
  readonly snapshots: Snapshots;
  readonly now: () => number;
  readonly newId: () => string;
}

/** One thing that a section lists, flat and under the file's own keys. */
export type Entry = Readonly<Record<string, unknown>>;

/** What reading a section takes. */
export interface ReadScope {
  readonly query: Queries;
  readonly companyId: string;
  readonly vault: Vault;
}

/** What writing a section takes. */
export interface Scope extends ReadScope {
  readonly at: number;
  readonly newId: () => string;
}

/** An entry as the file gives it, with where it stands there. */
export interface GivenEntry<E extends object = Entry> {
  readonly entry: E;
  readonly path: KeyPath;
}

/** An entry as the store has it, whole. */
export interface StoredEntry<E extends object = Entry> {
  readonly entry: E;
  readonly position: number;
}

/** An entry to be written. */
export interface WantedEntry<E extends object = Entry> extends StoredEntry<E> {
  readonly isNew: boolean;
}

/** That an entry names another one; `path` is the place within the entry that says so. */
export interface Reference {
  readonly section: string;
  readonly id: string;
  readonly path: KeyPath;
  /** It may be a mere coincidence of words: keeps the other from being pruned, but need not exist. */
  readonly loose?: true;
}

/** What filling up an entry may need beside the entry itself. */
export interface Filling {
  /** Place among the entries that the file gives, from 0. */
  readonly index: number;
  /** Whether something that the file does not name stays; the key is written as `keyOf` does. */
  readonly stays: (key: string) => boolean;
}

/**
 * One section of the company file and the rows it stands for. An entry is whole when every key has a value: given,
 * stored, or what a new entry gets. Comparing whole entries tells what the file changes.
 */
export interface Section<E extends object = Entry> {
  readonly name: string;
  idOf(entry: E): string;
  /** The entry as it is to be: what the file leaves out is as stored, or as new entries have it. */
  fill(given: E, stored: E | undefined, filling: Filling): E;
  /** Whole entries in the company's order: all, or of a large section those that the given ones concern. */
  load(scope: ReadScope, given: readonly E[] | 'all'): Promise<StoredEntry<E>[]>;
  save(scope: Scope, entries: readonly WantedEntry<E>[]): Promise<void>;
  remove(scope: Scope, ids: readonly string[]): Promise<void>;
  /** Whether there may be so much that only what the file concerns is read; no other section may refer to it. */
  readonly large?: boolean;
  /** Whether the order of the entries is the order in the file. */
  readonly ordered?: boolean;
  /** How many entries a company can have. */
  readonly most?: number;
  /** Whether an entry that the file does not name may go with `--prune`. */
  prunable?(id: string): boolean;
  /** Entries for a company that has none where the file gives none. */
  initial?(): E[];
  references?(entry: E): Reference[];
  /** What of the wanted entries other companies stand in the way of. */
  conflicts?(scope: ReadScope, ids: readonly string[]): Promise<{ id: string; text: string }[]>;
  /** What of a whole entry can't be, whatever the others are. */
  faults?(entry: E): Fault[];
  /** The entry as people may see it, secrets starred out; `fill` takes such stars for what is stored. */
  shown?(entry: E): E;
  /** Key → its value that no other entry of the section may have; "" is free to all. */
  unique?(entry: E): Readonly<Record<string, string>>;
}

/** How an entry is named across sections: `groups/g1`; an option is `options/FIELD/VALUE`. */
export function keyOf(section: string, id: string): string {
  return `${section}/${id}`;
}

/** What new entries get for the keys that the file leaves out. */
export function defaultsOf(shape: { readonly properties: object }): Record<string, unknown> {
  const properties = Object.entries(shape.properties as Record<string, { readonly default?: unknown }>);
  return Object.fromEntries(
    properties.flatMap(([key, property]) => ('default' in property ? [[key, property.default]] : [])),
  );
}

/** Fills an entry up key by key, which is what most sections do. */
export function fillFrom<E extends object>(shape: { readonly properties: object }) {
  const defaults = defaultsOf(shape);
  return (given: E, stored: E | undefined): E => ({ ...defaults, ...stored, ...given });
}
