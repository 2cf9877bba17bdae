import type { Queries } from '../db/database.ts';

/** How often erasures made the files of the day invalid; only files of this revision are valid. */
export async function readRevision(query: Queries, companyId: string, day: string): Promise<number> {
  const found = await query
    .selectFrom('export_revision')
    .where('company_id', '=', companyId)
    .where('day', '=', day)
    .select('revision')
    .executeTakeFirst();
  return found?.revision ?? 0;
}

/** Makes all files of the days invalid, on all nodes. */
export async function raiseRevisions(query: Queries, companyId: string, days: readonly string[]): Promise<void> {
  if (days.length === 0) return;
  await query
    .insertInto('export_revision')
    .values(days.map((day) => ({ company_id: companyId, day, revision: 1 })))
    .onConflict((conflict) =>
      conflict
        .columns(['company_id', 'day'])
        .doUpdateSet((row) => ({ revision: row('export_revision.revision', '+', 1) })),
    )
    .execute();
}
