import { maskUrl } from '../push/endpoint.ts';
import type { PlannedChange, SectionState } from './plan.ts';
import type { Entry } from './section.ts';

/** Adds the old and the new values to a change. Secrets in them are stars. */
export function withValues(change: PlannedChange, states: readonly SectionState[]): PlannedChange {
  const { given, wanted, stored, section } = states.find((state) => state.section.name === change.section)!;
  const before = stored.get(change.id)?.entry;
  const after = wanted.get(change.id) ?? before;
  if (change.change === 'remove') return { ...change, from: shown(before!, keysOf(before!)) };
  if (change.change === 'update') {
    const keys = change.keys!.filter((key) => key !== 'order');
    return keys.length === 0 ? change : { ...change, from: shown(before!, keys), to: shown(after!, keys) };
  }
  const listed = given.find(({ entry }) => section.idOf(entry) === change.id);
  return { ...change, to: shown(after!, keysOf(listed?.entry ?? after!)) };
}

function keysOf(entry: Entry): string[] {
  return Object.keys(entry).filter((key) => !isBlank(entry[key]));
}

function isBlank(value: unknown): boolean {
  return value === '' || value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

/** The regions of a tree are thousands, so only their number is shown. */
function shown(entry: Entry, keys: readonly string[]): Entry {
  return Object.fromEntries(
    keys.map((key) => [key, key === 'tree' ? { regions: countRegions(entry.tree) } : withStars(key, entry[key])]),
  );
}

interface Region {
  readonly regions?: readonly Region[];
}

function countRegions(tree: unknown): number {
  return ((tree ?? []) as readonly Region[]).reduce((sum, { regions }) => sum + 1 + countRegions(regions), 0);
}

const secretKey = /(^|_)(key|secret|password|token)$/;

function withStars(key: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => withStars(key, one));
  if (typeof value === 'object' && value !== null) {
    // Stored options all have a list of those below them, which mostly is empty.
    const members = Object.entries(value).filter(([inner, one]) => inner !== 'options' || !isBlank(one));
    return Object.fromEntries(members.map(([inner, one]) => [inner, withStars(inner, one)]));
  }
  if (typeof value !== 'string' || value === '') return value;
  if (secretKey.test(key)) return '***';
  return /^https?:\/\//.test(value) ? maskUrl(value) : value;
}
