import type { DbTransaction, Queries } from './db/database.ts';

/** Reads everything of one kind that a company has, to be kept in memory. */
export type Load<Value> = (query: Queries, companyId: string) => Promise<Value>;

/**
 * Copies in memory of what a company rarely changes: its settings, people, catalog. A copy is made at its first
 * use and dropped after the commit of any change to them, here or (within a second) on another node.
 */
export interface Snapshots {
  /**
   * The company's copy made by `load`; the function itself is the key. Inside a transaction hand it in, so that a first
   * use there does not wait for another connection; what it reads then is kept for others only once it is committed.
   */
  get<Value>(companyId: string, load: Load<Value>, within?: DbTransaction): Promise<Value>;
  /** Forgets every copy of the company. */
  drop(companyId: string): void;
  /** Calls the listener whenever a company's copies were forgotten, until the answered function is called. */
  follow(listener: (companyId: string) => void): () => void;
  /** The companies of which there are copies. */
  held(): string[];
}

type Copies = Map<Load<unknown>, Promise<unknown>>;

export function makeSnapshots(query: Queries): Snapshots {
  const companies = new Map<string, Copies>();
  /** What a transaction that is not over has read for itself. */
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
    // When they were dropped in the meantime, nobody looks at these copies any more.
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
      // A failed read must not be remembered as the company's catalog.
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
