import { type Hours, holdsHour } from '../config/setting-kinds.ts';
import type { Database } from '../db/database.ts';
import { erasedSince } from '../db/sqlite/erased-contents.ts';
import { Problem } from '../errors.ts';

/** A larger store stops writes for too long: its operator chooses the moment. */
export const mostByItself = 2 ** 30;

/**
 * Rewrites the store when it is a quiet hour by the server's clock and something was erased since it was rewritten last.
 * A store of more than `most` bytes is left to `gongdan compact`. Answers whether the store was rewritten.
 */
export async function compactQuietly(
  db: Database,
  now: () => number,
  quiet: Hours,
  most: number = mostByItself,
): Promise<boolean> {
  if (!holdsHour(quiet, new Date(now()).getHours()) || db.size() > most) return false;
  if ((await erasedSince(db.query)) === undefined) return false;
  // When somebody reads for too long, the next round tries again.
  return db.compact();
}

/** An export reads for seconds. A back-up reads for minutes, and its operator had better know. */
const mostTries = 3;

/** Rewrites the store at once, for a command. Throws Problem when somebody reads from it for too long. */
export async function compactNow(db: Database): Promise<void> {
  for (let tries = 1; tries <= mostTries; tries++) if (await db.compact()) return;
  throw new Problem(
    'request_refused',
    'the store cannot be rewritten while somebody reads from it, such as a back-up; try again when that has ended',
  );
}

/** Since when copies of erased contents may lie in a SQLite store, in the text form of Prometheus. */
export async function describeErased(db: Database): Promise<string> {
  if (db.kind === 'postgres') return '';
  const since = (await erasedSince(db.query)) ?? 0;
  return [
    '# HELP gongdan_erased_contents_since_seconds Unix time since when copies of erased contents may lie in the store; 0 for none.',
    '# TYPE gongdan_erased_contents_since_seconds gauge',
    `gongdan_erased_contents_since_seconds ${since / 1000}`,
    '# HELP gongdan_store_bytes Size of the SQLite store.',
    '# TYPE gongdan_store_bytes gauge',
    `gongdan_store_bytes ${db.size()}`,
    '',
  ].join('\n');
}
