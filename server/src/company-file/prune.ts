import type { SectionState, Stays } from './plan.ts';
import { type Entry, keyOf, type Section } from './section.ts';

/** The ids of the entries to remove, by section. */
export type Removals = ReadonlyMap<string, readonly string[]>;

/**
 * Finds the entries to remove. An entry is kept when the file lists it or leaves its section out, when `stays` is true for
 * it, when its section forbids to prune it, or when a kept entry refers to it.
 */
export function findRemovals(states: readonly SectionState[], stays: Stays): Removals {
  const stateOf = new Map(states.map((state) => [state.section.name, state]));
  const kept = new Set<string>();
  const unfollowed: { section: Section; entry: Entry }[] = [];

  function keep(state: SectionState, id: string): void {
    const key = keyOf(state.section.name, id);
    const entry = state.wanted.get(id) ?? state.stored.get(id)?.entry;
    if (!entry || kept.has(key)) return;
    kept.add(key);
    unfollowed.push({ section: state.section, entry });
  }

  for (const state of states) {
    for (const id of state.wanted.keys()) keep(state, id);
    for (const id of state.stored.keys()) if (!isRemovable(state, id, stays)) keep(state, id);
  }
  for (let next = unfollowed.pop(); next; next = unfollowed.pop()) {
    for (const { section, id } of next.section.references?.(next.entry) ?? []) keep(stateOf.get(section)!, id);
  }

  return new Map(
    states.map(({ section, stored }) => [
      section.name,
      [...stored.keys()].filter((id) => !kept.has(keyOf(section.name, id))),
    ]),
  );
}

function isRemovable({ section, listed, wanted }: SectionState, id: string, stays: Stays): boolean {
  if (!listed || wanted.has(id) || section.prunable?.(id) === false) return false;
  return !stays(keyOf(section.name, id));
}
