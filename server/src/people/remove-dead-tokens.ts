import type { Database } from '../db/database.ts';

/** So long a token that has expired is kept. */
const keptMs = 24 * 3_600_000;
const rowsAtATime = 200;

/** Removes tokens that expired more than a day ago; those of a busy app go when it fetches the next. */
export async function removeDeadTokens(db: Database, now: number): Promise<void> {
  while (await removeSome(db, now - keptMs));
}

/** Answers whether there may be more. */
async function removeSome(db: Database, until: number): Promise<boolean> {
  const dead = await db.query
    .selectFrom('access_token')
    .select('hash')
    .where('expires_at', '<=', until)
    .limit(rowsAtATime)
    .execute();
  if (dead.length === 0) return false;
  const hashes = dead.map(({ hash }) => hash);
  await db.write('dead tokens', ({ query, flush }) => {
    flush('access_token');
    return query.deleteFrom('access_token').where('hash', 'in', hashes).execute();
  });
  return dead.length === rowsAtATime;
}
