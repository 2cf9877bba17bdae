import type { Queries } from '../db/database.ts';
import type { DayFile, Shelf } from './shelf.ts';

const dayMs = 24 * 3_600_000;
const keptMs = 90 * dayMs;
/** The address of a file expires after a day, too. */
const soFarKeptMs = dayMs;

/** Removes files that are too old, and those that an erasure on any node made invalid. */
export async function sweep(shelf: Shelf, query: Queries, now: number): Promise<void> {
  const valid = await validRevisions(query);
  for (const file of await shelf.all()) {
    const madeAt = (await shelf.madeAt(file)) ?? 0;
    const old = now - madeAt > (file.soFar ? soFarKeptMs : keptMs);
    if (old || file.revision !== (valid.get(keyOf(file)) ?? 0)) await shelf.remove(file);
  }
}

async function validRevisions(query: Queries): Promise<ReadonlyMap<string, number>> {
  const rows = await query.selectFrom('export_revision').selectAll().execute();
  return new Map(rows.map(({ company_id, day, revision }) => [keyOf({ companyId: company_id, day }), revision]));
}

function keyOf({ companyId, day }: Pick<DayFile, 'companyId' | 'day'>): string {
  return `${companyId}/${day}`;
}
