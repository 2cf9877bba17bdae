import { type Hours, holdsHour } from '../config/setting-kinds.ts';
import type { Database } from '../db/database.ts';
import { erasedSince } from '../db/sqlite/erased-contents.ts';
import { refusedCommand } from '../errors.ts';

/** The largest store compacted automatically. Writes stop for seconds per GB, so an operator compacts larger ones. */
export const maxAutoCompactedBytes = 2 ** 30;

/**
 * Compacts the store in a quiet hour, by the server's clock, if contents were erased since the last compaction. A store
 * of more than `most` bytes is left to `gongdan compact`. Returns true when the store was compacted.
 */
export async function compactQuietly(
  db: Database,
  now: () => number,
  quiet: Hours,
  most: number = maxAutoCompactedBytes,
): Promise<boolean> {
  if (!holdsHour(quiet, new Date(now()).getHours()) || db.size() > most) return false;
  if ((await erasedSince(db.query)) === undefined) return false;
  // If a reader blocks it for too long, the next round tries again.
  return db.compact();
}

/** Three tries outlast an export, which reads for seconds. A back-up reads for minutes; then `compactNow` throws. */
const mostTries = 3;

/** Compacts the store at once, for a command. Throws Problem when a reader blocks it for too long. */
export async function compactNow(db: Database): Promise<void> {
  for (let tries = 1; tries <= mostTries; tries++) if (await db.compact()) return;
  throw refusedCommand({
    zh: '正在备份，或有其他进程在读取，存储暂时无法整理；请等它结束后再试',
    en: 'the store cannot be compacted while a back-up or another reader is at work; try again when it has ended',
  });
}

/** Returns the metric of a SQLite store, as Prometheus text, that says since when it may hold erased contents. */
export async function describeErased(db: Database): Promise<string> {
  if (db.kind === 'postgres') return '';
  const since = (await erasedSince(db.query)) ?? 0;
  return [
    '# HELP gongdan_erased_contents_since_seconds Unix time since when copies of erased contents may lie in the store; 0 for none.',
    '# TYPE gongdan_erased_contents_since_seconds gauge',
    `gongdan_erased_contents_since_seconds ${since / 1000}`,
    '',
  ].join('\n');
}
