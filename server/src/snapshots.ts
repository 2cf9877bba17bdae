import type { Queries } from './db/database.ts';

/** Reads everything of one kind that a company has, to be kept in memory. */
export type Load<Value> = (query: Queries, companyId: string) => Promise<Value>;

/**
 * Copies in memory of what a company rarely changes: its settings, people, catalog. A copy is made at its first
 * use and dropped after the commit of any change to them, here or (within a second) on another node.
 */
export interface Snapshots {
  /**
   * The company's copy made by `load`; the function itself is the key. Inside a transaction hand in its `query`, so
   * that a first use there does not wait for another connection.
   */
  get<Value>(companyId: string, load: Load<Value>, within?: Queries): Promise<Value>;
  /** Forgets every copy of the company. */
  drop(companyId: string): void;
  /** Calls the listener whenever a company's copies were forgotten, until the answered function is called. */
  follow(listener: (companyId: string) => void): () => void;
  /** The companies of which there are copies. */
  held(): string[];
}

export function snapshots(query: Queries): Snapshots {
  const companies = new Map<string, Map<Load<unknown>, Promise<unknown>>>();
  const followers = new Set<(companyId: string) => void>();

  function copiesOf(companyId: string) {
    const known = companies.get(companyId);
    if (known) return known;
    const made = new Map<Load<unknown>, Promise<unknown>>();
    companies.set(companyId, made);
    return made;
  }

  return {
    get<Value>(companyId: string, load: Load<Value>, within = query): Promise<Value> {
      const copies = copiesOf(companyId);
      const known = copies.get(load) as Promise<Value> | undefined;
      if (known) return known;
      const loading = load(within, companyId);
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
