import { isDeepStrictEqual } from 'node:util';
import { mergeOrder } from './order.ts';
import type { Entry, GivenEntry, Scope, Section, StoredEntry, WantedEntry } from './section.ts';
import { givenEntries, sections } from './sections/all.ts';
import type { CompanyFile } from './shape.ts';

/** A change of one entry; `keys` are the keys that change. */
export interface PlannedChange {
  readonly change: 'create' | 'update' | 'remove';
  readonly section: string;
  readonly id: string;
  readonly keys?: readonly string[];
  /** In a dry run: the old values of the keys, or the whole entry that is removed. Secrets are stars. */
  readonly from?: Entry;
  /** In a dry run: the new values. */
  readonly to?: Entry;
}

/** The stored entries of a section and those of the file. */
export interface SectionState {
  readonly section: Section;
  /** True when the file has the section. */
  readonly listed: boolean;
  readonly given: readonly GivenEntry[];
  /** The file's entries, made whole (see `Section`), by id. */
  readonly wanted: ReadonlyMap<string, Entry>;
  readonly stored: ReadonlyMap<string, StoredEntry>;
}

/** The writes that make one section agree with the file. */
export interface SectionPlan {
  readonly section: Section;
  readonly save: readonly WantedEntry[];
  readonly remove: readonly string[];
  readonly changes: readonly PlannedChange[];
}

/**
 * True when pruning must keep the entry, because tickets, values of customers or waiting deliveries refer to it. The key is
 * made by `keyOf`. Without pruning there is no such function.
 */
export type Stays = (key: string) => boolean;

/** Reads every entry that the file may change or refer to. */
export async function readStates(scope: Scope, file: CompanyFile, stays: Stays | undefined): Promise<SectionState[]> {
  const states: SectionState[] = [];
  for (const section of sections) states.push(await readState(scope, section, givenEntries(file, section.name), stays));
  return states;
}

async function readState(
  scope: Scope,
  section: Section,
  listed: GivenEntry[] | undefined,
  stays: Stays | undefined,
): Promise<SectionState> {
  const loaded = await loadSection(scope, section, listed, stays !== undefined);
  const stored = new Map(loaded.map((one) => [section.idOf(one.entry), one]));
  const initial = stored.size === 0 && !listed?.length ? (section.initial?.() ?? []) : [];
  const given = [...(listed ?? []), ...initial.map((entry) => ({ entry, path: [section.name] }))];
  const wanted = new Map(
    given.map(({ entry }, index) => {
      const id = section.idOf(entry);
      return [id, section.fill(entry, stored.get(id)?.entry, { index, stays: stays ?? (() => true) })];
    }),
  );
  return { section, listed: listed !== undefined, given, wanted, stored };
}

async function loadSection(scope: Scope, section: Section, listed: GivenEntry[] | undefined, pruning: boolean) {
  if (!section.large || (listed && pruning)) return section.load(scope, 'all');
  if (!listed) return [];
  return section.load(
    scope,
    listed.map(({ entry }) => entry),
  );
}

/** Plans the writes of one section; `removed` are the ids of the entries to remove. */
export function planSection(state: SectionState, removed: readonly string[]): SectionPlan {
  const { section, wanted, stored } = state;
  const before = [...stored.keys()].filter((id) => !removed.includes(id));
  const order = section.ordered ? mergeOrder(before, [...wanted.keys()]) : [...wanted.keys()];
  const survivors = order.filter((id) => stored.has(id));
  // Stored entries that come in another order than before. If one moved or is new, all get new positions, counted from 0.
  const moved = new Set(section.ordered ? survivors.filter((id, index) => id !== before[index]) : []);
  const reordered = section.ordered && (moved.size > 0 || order.length > survivors.length);

  const changes: PlannedChange[] = removed.map((id) => ({ change: 'remove', section: section.name, id }));
  const save: WantedEntry[] = [];
  for (const [place, id] of order.entries()) {
    const old = stored.get(id);
    const entry = wanted.get(id) ?? old!.entry;
    const keys = old ? changedKeys(old.entry, entry) : [];
    if (!old) changes.push({ change: 'create', section: section.name, id });
    if (keys.length > 0 || moved.has(id)) {
      changes.push({ change: 'update', section: section.name, id, keys: moved.has(id) ? [...keys, 'order'] : keys });
    }
    const position = reordered ? place : (old?.position ?? place);
    if (!old || keys.length > 0 || position !== old.position) save.push({ entry, position, isNew: !old });
  }
  return { section, save, remove: removed, changes };
}

function changedKeys(before: Entry, after: Entry): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.filter((key) => !isDeepStrictEqual(before[key], after[key]));
}
