import type { Queries } from '../db/database.ts';
import type { Snapshots } from '../snapshots.ts';

/**
 * Returns a function that drops the snapshots of companies that were changed, on any node, since its last call. The
 * snapshots of a company that it meets for the first time are dropped too: they may be older than its last change.
 */
export function followChanges(query: Queries, snapshots: Snapshots): () => Promise<void> {
  const seen = new Map<string, number>();

  return async () => {
    const held = new Set(snapshots.held());
    if (held.size === 0) return;
    for (const { id, revision } of await readRevisions(query)) {
      if (seen.get(id) === revision || !held.has(id)) continue;
      seen.set(id, revision);
      snapshots.drop(id);
    }
  };
}

/** Reads all companies: the table is small, and a list of ids of varying length would be planned again each time. */
function readRevisions(query: Queries): Promise<{ id: string; revision: number }[]> {
  return query.selectFrom('company').select(['id', 'revision']).execute();
}
