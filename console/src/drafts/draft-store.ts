/** What a browser's `localStorage` does for us. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export interface DraftStore {
  /** The draft of a key, or undefined. */
  readonly read: <D>(key: string) => D | undefined;
  /** Keeps it; says whether it will outlive the window. What the storage does not take stays in memory. */
  readonly write: <D>(key: string, draft: D) => boolean;
  readonly remove: (key: string) => void;
  /** Keys of all drafts, for marks in lists. */
  readonly keys: () => string[];
  /** Calls back when a draft comes or goes; answers how to stop. */
  readonly watch: (seen: () => void) => () => void;
}

interface Kept<D> {
  readonly at: number;
  readonly draft: D;
}

/** Drafts by key, each an entry of its own, so that two windows never overwrite one another's other drafts. */
export function draftStore(storage: DraftStorage | null, prefix: string, now: () => number): DraftStore {
  const unkept = new Map<string, unknown>();
  const watchers = new Set<() => void>();
  const tell = () => {
    for (const seen of watchers) seen();
  };
  return {
    read<D>(key: string) {
      if (unkept.has(key)) return unkept.get(key) as D;
      return parse<D>(attempt(() => storage?.getItem(prefix + key)))?.draft;
    },
    write(key, draft) {
      const kept = storage !== null && keep(storage, prefix, prefix + key, JSON.stringify({ at: now(), draft }));
      if (kept) unkept.delete(key);
      else unkept.set(key, draft);
      tell();
      return kept;
    },
    remove(key) {
      unkept.delete(key);
      attempt(() => storage?.removeItem(prefix + key));
      tell();
    },
    keys: () => [...new Set([...keptKeys(storage, prefix).map((key) => key.slice(prefix.length)), ...unkept.keys()])],
    watch(seen) {
      watchers.add(seen);
      return () => watchers.delete(seen);
    },
  };
}

/** When the storage is full, drafts untouched for a month make room, the oldest first; younger ones never do. */
function keep(storage: DraftStorage, prefix: string, key: string, text: string): boolean {
  if (put(storage, key, text)) return true;
  const { at } = JSON.parse(text) as Kept<unknown>;
  const old = keptKeys(storage, prefix)
    .map((one) => ({ key: one, at: parse(attempt(() => storage.getItem(one)))?.at ?? 0 }))
    .filter((one) => one.key !== key && one.at < at - monthMs)
    .sort((a, b) => a.at - b.at);
  for (const one of old) {
    storage.removeItem(one.key);
    if (put(storage, key, text)) return true;
  }
  return false;
}

const monthMs = 30 * 24 * 3_600_000;

function put(storage: DraftStorage, key: string, text: string): boolean {
  return (
    attempt(() => {
      storage.setItem(key, text);
      return true;
    }) ?? false
  );
}

function keptKeys(storage: DraftStorage | null, prefix: string): string[] {
  if (!storage) return [];
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  return keys.filter((key): key is string => key?.startsWith(prefix) ?? false);
}

function parse<D>(text: string | null | undefined): Kept<D> | undefined {
  return text ? attempt(() => JSON.parse(text) as Kept<D>) : undefined;
}

/** Storage may be full, switched off, or hold what an older edition wrote: nothing of that may stop an agent. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
