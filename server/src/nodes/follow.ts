import type { Queries } from '../db/database.ts';
import type { Snapshots } from '../snapshots.ts';

/**
 * Makes a look that drops the copies of companies that were changed since the look before, on whatever node. The first
 * time a company is met its copies go too: they may have been made before the change and met after it.
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

/** Of all companies: the directory is small, and a statement of ever other length would be planned anew each time. */
function readRevisions(query: Queries): Promise<{ id: string; revision: number }[]> {
  return query.selectFrom('company').select(['id', 'revision']).execute();
}
