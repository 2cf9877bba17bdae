import type { Words } from '@gongdan/contract';
import { suggestion } from '../config/nearest.ts';
import { customerValueFaults } from './customer-values.ts';
import type { Fault, KeyPath } from './fault.ts';
import { nearest } from './near.ts';
import type { SectionState } from './plan.ts';
import type { Removals } from './prune.ts';
import type { ReadScope, Reference } from './section.ts';
import type { FlatCategory } from './sections/categories.ts';
import { deepestCategory } from './sections/categories.ts';
import { flatten } from './sections/options.ts';
import type { FieldEntry } from './shape.ts';

/** The most entries of a file, counting options. */
export const mostEntries = 10_000;

/** Finds every fault that the file would cause, together with the stored entries that are not removed. */
export async function checkStates(
  scope: ReadScope,
  states: readonly SectionState[],
  removals: Removals,
): Promise<Fault[]> {
  const faults = [...tooManyEntries(states)];
  for (const state of states) {
    const removed = removals.get(state.section.name) ?? [];
    faults.push(
      ...repeatedIds(state),
      ...ownFaults(state),
      ...sharedValues(state, removed),
      ...tooMany(state, removed),
    );
    faults.push(...unknownReferences(state, states), ...(await conflicts(scope, state)));
  }
  return [...faults, ...customerValueFaults(states), ...tooDeepCategories(states)];
}

function tooManyEntries(states: readonly SectionState[]): Fault[] {
  const counts = states.map(({ section, given }) => {
    const options =
      section.name === 'fields' || section.name === 'customer_fields'
        ? given.flatMap(({ entry }) => flatten((entry as FieldEntry).options ?? []))
        : [];
    return given.length + options.length;
  });
  const count = counts.reduce((sum, next) => sum + next, 0);
  return count > mostEntries
    ? [
        {
          path: [],
          text: {
            zh: `共 ${count} 个条目，一个文件最多 ${mostEntries} 个`,
            en: `${count} entries; a file may have ${mostEntries}`,
          },
        },
      ]
    : [];
}

function repeatedIds({ section, given }: SectionState): Fault[] {
  const seen = new Set<string>();
  return given.flatMap(({ entry, path }) => {
    const id = section.idOf(entry);
    if (seen.has(id)) return [{ path, text: { zh: `${id} 出现了两次`, en: `${id} is there twice` } }];
    seen.add(id);
    return [];
  });
}

function ownFaults({ section, given, wanted }: SectionState): Fault[] {
  return given.flatMap(({ entry, path }) => {
    const faults = section.faults?.(wanted.get(section.idOf(entry))!) ?? [];
    return faults.map((fault) => ({ path: [...path, ...fault.path], text: fault.text }));
  });
}

/**
 * Finds values that only one entry may have and that several have. The fault is reported at the later one of two entries
 * of the file, or at the file's entry whose value a stored entry has.
 */
function sharedValues({ section, given, wanted, stored }: SectionState, removed: readonly string[]): Fault[] {
  if (!section.unique) return [];
  const owners = new Map<string, string>();
  const gone = new Set([...removed, ...wanted.keys()]);
  for (const [id, { entry }] of stored) {
    if (gone.has(id)) continue;
    for (const [key, value] of Object.entries(section.unique(entry))) owners.set(`${key}/${value}`, id);
  }
  return given.flatMap(({ entry, path }) => {
    const id = section.idOf(entry);
    return Object.entries(section.unique!(wanted.get(id)!)).flatMap(([key, value]) => {
      const owner = owners.get(`${key}/${value}`);
      owners.set(`${key}/${value}`, id);
      const taken = value !== '' && owner !== undefined && owner !== id;
      return taken ? [{ path: [...path, key], text: { zh: `与 ${owner} 的相同`, en: `${owner} has the same` } }] : [];
    });
  });
}

function tooMany({ section, wanted, stored }: SectionState, removed: readonly string[]): Fault[] {
  if (section.most === undefined) return [];
  const count = new Set([...stored.keys(), ...wanted.keys()]).size - removed.length;
  return count > section.most
    ? [
        {
          path: [section.name],
          text: {
            zh: `共 ${count} 个，一个企业最多 ${section.most} 个`,
            en: `${count}; a company may have ${section.most}`,
          },
        },
      ]
    : [];
}

function unknownReferences({ section, given, wanted }: SectionState, states: readonly SectionState[]): Fault[] {
  if (!section.references) return [];
  const stateOf = new Map(states.map((state) => [state.section.name, state]));
  return given.flatMap(({ entry, path }) => {
    const references = section.references!(wanted.get(section.idOf(entry))!);
    return references.flatMap((reference) => {
      const target = stateOf.get(reference.section)!;
      if (reference.loose || target.wanted.has(reference.id) || target.stored.has(reference.id)) return [];
      return [{ path: [...path, ...reference.path], text: noEntry(reference, target) }];
    });
  });
}

/** Comparing an id with thousands would take long when a file has thousands of wrong ones. */
const mostCompared = 100;

function noEntry({ section, id }: Reference, { wanted, stored }: SectionState): Words {
  const ids = [...wanted.keys(), ...stored.keys()];
  const near = ids.length > mostCompared ? undefined : nearest(id, ids);
  const { zh, en } = suggestion(near);
  return { zh: `${section} 中没有 ${id}${zh}`, en: `there is no ${id} among the ${section}${en}` };
}

async function conflicts(scope: ReadScope, { section, given, wanted }: SectionState): Promise<Fault[]> {
  if (!section.conflicts || wanted.size === 0) return [];
  const found = await section.conflicts(scope, [...wanted.keys()]);
  return found.map(({ id, text }) => ({ path: pathOf(section, given, id), text }));
}

function pathOf(section: SectionState['section'], given: SectionState['given'], id: string): KeyPath {
  return given.find(({ entry }) => section.idOf(entry) === id)?.path ?? [section.name];
}

const tooDeep: Words = {
  zh: `分类最多 ${deepestCategory} 级`,
  en: `categories go ${deepestCategory} levels deep`,
};

/**
 * Finds categories that lie too deep. Stored ones are checked, too, because the file may move their parent deeper. The
 * fault is reported at the category, or at its nearest ancestor, that the file lists.
 */
function tooDeepCategories(states: readonly SectionState[]): Fault[] {
  const { section, given, wanted, stored } = states.find((state) => state.section.name === 'categories')!;
  const parentOf = (id: string) => ((wanted.get(id) ?? stored.get(id)?.entry) as FlatCategory | undefined)?.parentid;
  const faults = new Map<string, Fault>();
  for (const id of new Set([...stored.keys(), ...wanted.keys()])) {
    const ancestry = ancestryOf(id, parentOf);
    if (ancestry.length <= deepestCategory) continue;
    const listed = ancestry.find((ancestor) => wanted.has(ancestor));
    if (listed === undefined) continue;
    faults.set(listed, { path: pathOf(section, given, listed), text: tooDeep });
  }
  return [...faults.values()];
}

/** Returns the category and its ancestors, at most 100: a file may make a category a child of its own descendant. */
function ancestryOf(id: string, parentOf: (id: string) => string | undefined): string[] {
  const ancestry = [id];
  for (let parent = parentOf(id); parent && ancestry.length < 100; parent = parentOf(parent)) ancestry.push(parent);
  return ancestry;
}
