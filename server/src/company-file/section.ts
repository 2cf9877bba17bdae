import type { Words } from '@gongdan/contract';
import type { Database, Queries } from '../db/database.ts';
import type { Snapshots } from '../snapshots.ts';
import type { Vault } from '../vault.ts';
import type { Fault, KeyPath } from './fault.ts';

/** The parts of an installation that applying a company file needs. */
export interface Installation {
  readonly db: Database;
  readonly vault: Vault;
  readonly snapshots: Snapshots;
  readonly now: () => number;
  readonly newId: () => string;
  /** Private networks that pushes may reach, for the warnings about endpoints. */
  readonly pushAllow?: readonly string[];
}

/**
 * One item of a section, with the keys of the file. The tree of categories is flat: each category is an entry that names
 * its parent. A field's tree of options stays within the field's entry.
 */
export type Entry = Readonly<Record<string, unknown>>;

/** The context of reading a section. */
export interface ReadScope {
  readonly query: Queries;
  readonly companyId: string;
  readonly vault: Vault;
}

/** The context of writing a section. */
export interface Scope extends ReadScope {
  readonly at: number;
  readonly newId: () => string;
}

/** An entry as the file gives it, with its place in the file. */
export interface GivenEntry<E extends object = Entry> {
  readonly entry: E;
  readonly path: KeyPath;
}

/** An entry of the store, which is whole (see `Section`). */
export interface StoredEntry<E extends object = Entry> {
  readonly entry: E;
  readonly position: number;
}

/** An entry to be written. */
export interface WantedEntry<E extends object = Entry> extends StoredEntry<E> {
  readonly isNew: boolean;
}

/** A reference from one entry to another; `path` is its place within the entry. */
export interface Reference {
  readonly section: string;
  readonly id: string;
  readonly path: KeyPath;
  /** Set when it is uncertain whether this is a reference. The entry need not exist; if it exists, it is not pruned. */
  readonly loose?: true;
}

/** Information that `Section.fill` may need besides the entry. */
export interface Filling {
  /** The entry's place among those of the file, from 0. */
  readonly index: number;
  /** True when an entry that the file does not list stays; the key is made by `keyOf`. */
  readonly stays: (key: string) => boolean;
}

/**
 * One section of the company file and the rows in which it is stored. An entry is whole when every key has a value: from
 * the file, from the store, or by default. The file's changes are the differences between whole entries.
 */
export interface Section<E extends object = Entry> {
  readonly name: string;
  idOf(entry: E): string;
  /** Returns the whole entry: keys that the file leaves out are taken from the store, or from the defaults. */
  fill(given: E, stored: E | undefined, filling: Filling): E;
  /** Reads whole entries in the company's order: all, or in a large section those that the given entries may change. */
  load(scope: ReadScope, given: readonly E[] | 'all'): Promise<StoredEntry<E>[]>;
  save(scope: Scope, entries: readonly WantedEntry<E>[]): Promise<void>;
  remove(scope: Scope, ids: readonly string[]): Promise<void>;
  /** True when a section is too large to be read whole each time. Other sections may refer to its entries only loosely. */
  readonly large?: boolean;
  /** True when entries keep the order of the file. */
  readonly ordered?: boolean;
  /** The most entries of a company. */
  readonly most?: number;
  /** False when `--prune` must not remove the entry. */
  prunable?(id: string): boolean;
  /** Default entries, for a company that has none when the file gives none. */
  initial?(): E[];
  references?(entry: E): Reference[];
  /** Finds entries that conflict with those of other companies. */
  conflicts?(scope: ReadScope, ids: readonly string[]): Promise<{ id: string; text: Words }[]>;
  /** Finds those faults of a whole entry that do not depend on other entries. */
  faults?(entry: E): readonly Fault[];
  /** Returns the entry with its secrets as stars; `fill` reads such stars as the stored secret. */
  shown?(entry: E): E;
  /** Returns keys with the values that no other entry of the section may have; several may have "". */
  unique?(entry: E): Readonly<Record<string, string>>;
}

/** Identifies an entry across sections: `groups/g1`; an option is `options/FIELD/VALUE`. */
export function keyOf(section: string, id: string): string {
  return `${section}/${id}`;
}

/**
 * Returns the options that a field's value may name. Only a value of check boxes is a list, separated by commas. The field's
 * type is unknown here, so the whole value and its parts are returned.
 */
export function optionsIn(value: string): string[] {
  return [...new Set([value, ...value.split(',')])];
}

/** Returns the values that a new entry gets for keys that the file leaves out. */
export function defaultsOf(shape: { readonly properties: object }): Record<string, unknown> {
  const properties = Object.entries(shape.properties as Record<string, { readonly default?: unknown }>);
  return Object.fromEntries(
    properties.flatMap(([key, property]) => ('default' in property ? [[key, property.default]] : [])),
  );
}

/** Returns a `fill` that completes an entry key by key, for most sections. */
export function fillFrom<E extends object>(shape: { readonly properties: object }) {
  const defaults = defaultsOf(shape);
  return (given: E, stored: E | undefined): E => ({ ...defaults, ...stored, ...given });
}
