import type { Queries } from '../db/database.ts';
import type { Snapshots } from '../snapshots.ts';

/**
 * Returns a function that drops the snapshots of companies that were changed, on any node, since its last call. When it
 * sees the snapshots of a company for the first time, it drops them, too, because they may be older than the company's
 * last change.
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

/**
 * Reads the revisions of all companies, because the table is small, and PostgreSQL would plan a statement with a list
 * of ids again for each length of the list.
 */
function readRevisions(query: Queries): Promise<{ id: string; revision: number }[]> {
  return query.selectFrom('company').select(['id', 'revision']).execute();
}
