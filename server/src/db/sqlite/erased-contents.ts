import type { Queries } from '../database.ts';
import { isPostgres } from '../dialect.ts';

/**
 * Notes, in the transaction that erases something, that copies of it may remain in the file of a SQLite store: SQLite
 * leaves such copies when it moves rows between pages. `compact()` removes the copies and the note. On PostgreSQL vacuum
 * removes them.
 */
export async function noteErased(query: Queries, companyId: string, at: number): Promise<void> {
  if (isPostgres(query)) return;
  await query
    .insertInto('erased_contents')
    .values({ company_id: companyId, since: at })
    .onConflict((conflict) => conflict.column('company_id').doNothing())
    .execute();
}

/** Returns since when copies of erased contents may lie in a SQLite store; undefined when there are none. */
export async function erasedSince(query: Queries): Promise<number | undefined> {
  // PostgreSQL may hold notes that `gongdan move` copied with the rest of a SQLite store. They mean nothing on PostgreSQL.
  if (isPostgres(query)) return undefined;
  const { since } = await query
    .selectFrom('erased_contents')
    .select(({ fn }) => fn.min('since').as('since'))
    .executeTakeFirstOrThrow();
  return since ?? undefined;
}
