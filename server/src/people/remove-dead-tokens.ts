import type { Database } from '../db/database.ts';

/** How long an expired token is kept. */
const keptMs = 24 * 3_600_000;
const rowsAtATime = 200;

/**
 * Removes tokens that expired more than a day ago. When an app gets a new token, its own expired ones are removed at once.
 */
export async function removeDeadTokens(db: Database, now: number): Promise<void> {
  while (await removeSome(db, now - keptMs));
}

/** Returns true when there may be more. */
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
