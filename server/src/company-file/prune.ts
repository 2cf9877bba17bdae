import type { SectionState, Stays } from './plan.ts';
import { type Entry, keyOf, type Section } from './section.ts';

/** Section → ids of the entries that go. */
export type Removals = ReadonlyMap<string, readonly string[]>;

/**
 * What the file no longer names and nothing refers to. Kept is what the file names, what sections that it leaves out
 * hold, what `stays` (tickets refer to it), and everything that is named by what is kept.
 */
export function findRemovals(states: readonly SectionState[], stays: Stays): Removals {
  const stateOf = new Map(states.map((state) => [state.section.name, state]));
  const kept = new Set<string>();
  const open: { section: Section; entry: Entry }[] = [];

  function keep(state: SectionState, id: string): void {
    const key = keyOf(state.section.name, id);
    const entry = state.wanted.get(id) ?? state.stored.get(id)?.entry;
    if (!entry || kept.has(key)) return;
    kept.add(key);
    open.push({ section: state.section, entry });
  }

  for (const state of states) {
    for (const id of state.wanted.keys()) keep(state, id);
    for (const id of state.stored.keys()) if (!mayGo(state, id, stays)) keep(state, id);
  }
  for (let next = open.pop(); next; next = open.pop()) {
    for (const { section, id } of next.section.references?.(next.entry) ?? []) keep(stateOf.get(section)!, id);
  }

  return new Map(
    states.map(({ section, stored }) => [
      section.name,
      [...stored.keys()].filter((id) => !kept.has(keyOf(section.name, id))),
    ]),
  );
}

function mayGo({ section, listed, wanted }: SectionState, id: string, stays: Stays): boolean {
  if (!listed || wanted.has(id) || section.prunable?.(id) === false) return false;
  return !stays(keyOf(section.name, id));
}
