import type { Queries } from '../database.ts';
import { isPostgres } from '../dialect.ts';

/**
 * Notes, in the transaction that erases something, that copies of it may lie in the file of a SQLite store: rows that
 * SQLite moved between pages leave some there. `compact()` removes the copies and the note. PostgreSQL has its vacuum.
 */
export async function noteErased(query: Queries, companyId: string, at: number): Promise<void> {
  if (isPostgres(query)) return;
  await query
    .insertInto('erased_contents')
    .values({ company_id: companyId, since: at })
    .onConflict((conflict) => conflict.column('company_id').doNothing())
    .execute();
}

/** Since when copies of something erased may lie in a SQLite store; undefined when none do. */
export async function erasedSince(query: Queries): Promise<number | undefined> {
  // A store that was moved to PostgreSQL has brought its note along.
  if (isPostgres(query)) return undefined;
  const { since } = await query
    .selectFrom('erased_contents')
    .select(({ fn }) => fn.min('since').as('since'))
    .executeTakeFirstOrThrow();
  return since ?? undefined;
}
