import type { DbTransaction, Queries } from './db/database.ts';

/** Reads one kind of a company's data, such as its catalog, for a snapshot. */
export type Load<Value> = (query: Queries, companyId: string) => Promise<Value>;

/**
 * Snapshots in memory of what a company rarely changes: its settings, people and catalog. A snapshot is loaded at its
 * first use, and dropped after the commit of a change, on this node at once and on others within a second.
 */
export interface Snapshots {
  /**
   * Returns the company's snapshot made by `load`; the function itself is the key. Within a transaction pass `within`:
   * a first use then needs no other connection, and the snapshot is shared only after the commit.
   */
  get<Value>(companyId: string, load: Load<Value>, within?: DbTransaction): Promise<Value>;
  /** Drops all snapshots of the company. */
  drop(companyId: string): void;
  /** Calls the listener whenever a company's snapshots are dropped. Returns a function that ends the subscription. */
  follow(listener: (companyId: string) => void): () => void;
  /** Returns the companies that have snapshots. */
  held(): string[];
}

type Copies = Map<Load<unknown>, Promise<unknown>>;

export function makeSnapshots(query: Queries): Snapshots {
  const companies = new Map<string, Copies>();
  /** The queries of an open transaction → the snapshots that it has loaded for itself. */
  const uncommitted = new WeakMap<Queries, Copies>();
  const followers = new Set<(companyId: string) => void>();

  function copiesOf(companyId: string) {
    const known = companies.get(companyId);
    if (known) return known;
    const made: Copies = new Map();
    companies.set(companyId, made);
    return made;
  }

  function readWithin(copies: Copies, companyId: string, load: Load<unknown>, tx: DbTransaction): Promise<unknown> {
    const own: Copies = uncommitted.get(tx.query) ?? new Map();
    uncommitted.set(tx.query, own);
    const known = own.get(load);
    if (known) return known;
    const loading = load(tx.query, companyId);
    own.set(load, loading);
    // If the snapshots were dropped before the commit, `copies` is no longer used, so nothing stale is shared.
    tx.afterCommit(() => copies.has(load) || copies.set(load, loading));
    return loading;
  }

  return {
    get<Value>(companyId: string, load: Load<Value>, within?: DbTransaction): Promise<Value> {
      const copies = copiesOf(companyId);
      const known = copies.get(load) as Promise<Value> | undefined;
      if (known) return known;
      if (within) return readWithin(copies, companyId, load, within) as Promise<Value>;
      const loading = load(query, companyId);
      copies.set(load, loading);
      // A failed load is dropped, so that the next use tries again.
      loading.catch(() => copies.delete(load));
      return loading;
    },
    drop(companyId) {
      companies.delete(companyId);
      for (const follower of followers) follower(companyId);
    },
    follow(listener) {
      followers.add(listener);
      return () => followers.delete(listener);
    },
    held: () => [...companies.keys()],
  };
}
