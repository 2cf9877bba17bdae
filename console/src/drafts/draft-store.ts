/** The part of a browser's `localStorage` that drafts need. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export interface DraftStore {
  /** The draft of a key, or undefined. */
  readonly read: <D>(key: string) => D | undefined;
  /** Stores a draft. Returns false if the storage refused it and it lives only as long as the window. */
  readonly write: <D>(key: string, draft: D) => boolean;
  readonly remove: (key: string) => void;
  /** Keys of all drafts, for marks in lists. */
  readonly keys: () => string[];
  /** Calls `seen` after every change, until the returned function is called. */
  readonly watch: (seen: () => void) => () => void;
}

interface Kept<D> {
  readonly at: number;
  readonly draft: D;
}

/** Opens the drafts under a prefix. Each has its own entry, so that two windows keep each other's drafts. */
export function openDraftStore(storage: DraftStorage | null, prefix: string, now: () => number): DraftStore {
  const inMemory = new Map<string, unknown>();
  const watchers = new Set<() => void>();
  const notify = () => {
    for (const seen of watchers) seen();
  };
  return {
    read<D>(key: string) {
      if (inMemory.has(key)) return inMemory.get(key) as D;
      return parse<D>(attempt(() => storage?.getItem(prefix + key)))?.draft;
    },
    write(key, draft) {
      const kept = storage !== null && keep(storage, prefix, prefix + key, JSON.stringify({ at: now(), draft }));
      if (kept) inMemory.delete(key);
      else inMemory.set(key, draft);
      notify();
      return kept;
    },
    remove(key) {
      inMemory.delete(key);
      attempt(() => storage?.removeItem(prefix + key));
      notify();
    },
    keys: () => [...new Set([...keptKeys(storage, prefix).map((key) => key.slice(prefix.length)), ...inMemory.keys()])],
    watch(seen) {
      watchers.add(seen);
      return () => watchers.delete(seen);
    },
  };
}

/** If the storage is full, drafts untouched for 30 days are removed, the oldest first; younger ones never are. */
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

/** Returns undefined if the storage is full, switched off or unreadable, because none of that may stop an agent. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
