import type { Queries } from '../db/database.ts';

/**
 * Returns up to which line a release before the marks of rows (marks.ts) imported this file; 0 when none did. Those releases
 * kept a line instead of marks, so their rows are recognised by it.
 */
export async function readCheckpoint(query: Queries, companyId: string, source: string): Promise<number> {
  const row = await query
    .selectFrom('import_progress')
    .select('line')
    .where('company_id', '=', companyId)
    .where('source', '=', source)
    .executeTakeFirst();
  return row?.line ?? 0;
}
