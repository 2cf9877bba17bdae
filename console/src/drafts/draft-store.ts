/** The part of a browser's `localStorage` that drafts need. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export interface DraftStore {
  /** The draft of a key, or undefined. */
  readonly read: <D>(key: string) => D | undefined;
  /** Stores a draft. Returns false if the storage refused it; the draft is then lost when the window is closed. */
  readonly write: <D>(key: string, draft: D) => boolean;
  readonly remove: (key: string) => void;
  /** Keys of all drafts. Only tests ask for them. */
  readonly keys: () => string[];
  /** Calls `listener` after every change made by this store. The returned function ends this. */
  readonly watch: (listener: () => void) => () => void;
}

interface StoredDraft<D> {
  /** When the draft was last changed. */
  readonly at: number;
  readonly draft: D;
}

/**
 * Opens the drafts whose keys in the storage begin with `prefix`. Each draft is an entry of its own, so that windows
 * with different drafts do not overwrite each other's. Drafts that the storage refuses are kept in memory. If `storage`
 * is null, all drafts are.
 */
export function openDraftStore(storage: DraftStorage | null, prefix: string, now: () => number): DraftStore {
  // Drafts that the storage refused.
  const inMemory = new Map<string, unknown>();
  const watchers = new Set<() => void>();
  const notify = () => {
    for (const listener of watchers) listener();
  };
  return {
    read<D>(key: string) {
      if (inMemory.has(key)) return inMemory.get(key) as D;
      return parse<D>(attempt(() => storage?.getItem(prefix + key)))?.draft;
    },
    write(key, draft) {
      const stored = storage !== null && store(storage, prefix, prefix + key, JSON.stringify({ at: now(), draft }));
      if (stored) inMemory.delete(key);
      else inMemory.set(key, draft);
      notify();
      return stored;
    },
    remove(key) {
      inMemory.delete(key);
      attempt(() => storage?.removeItem(prefix + key));
      notify();
    },
    keys: () => [
      ...new Set([...storedKeys(storage, prefix).map((key) => key.slice(prefix.length)), ...inMemory.keys()]),
    ],
    watch(listener) {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
  };
}

/**
 * Stores a text; false if the storage refuses it. If the storage is full, drafts under the prefix that are unchanged
 * for 30 days are removed, the oldest first, until the text fits. Younger drafts are never removed.
 */
function store(storage: DraftStorage, prefix: string, key: string, text: string): boolean {
  if (put(storage, key, text)) return true;
  const { at } = JSON.parse(text) as StoredDraft<unknown>;
  const old = storedKeys(storage, prefix)
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

function storedKeys(storage: DraftStorage | null, prefix: string): string[] {
  if (!storage) return [];
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  return keys.filter((key): key is string => key?.startsWith(prefix) ?? false);
}

function parse<D>(text: string | null | undefined): StoredDraft<D> | undefined {
  return text ? attempt(() => JSON.parse(text) as StoredDraft<D>) : undefined;
}

/**
 * Returns what `act` returns, or undefined if it throws: the storage may be full, switched off or unreadable, and an
 * agent must be able to work all the same.
 */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
