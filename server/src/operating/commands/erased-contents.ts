import type { Config } from '../../config/config.ts';
import { settings } from '../../config/settings.ts';
import { demandRoom } from '../../db/sqlite/room.ts';
import { maxAutoCompactedBytes } from '../../erasure/compaction.ts';
import { Problem } from '../../errors.ts';
import { type Finding, ok, warn } from './finding.ts';
import type { Status } from './operations.ts';

/** Reports since when the store may hold copies of erased contents, and when or how they will be removed. */
export function erasedContents(
  { erasedSince, storeBytes }: Pick<Status, 'erasedSince' | 'storeBytes'>,
  { data, quietHours }: Pick<Config, 'data' | 'quietHours'>,
): readonly Finding[] {
  if (erasedSince === null) return [];
  const since = `the store may hold copies of erased contents since ${new Date(erasedSince).toISOString()}`;
  if (storeBytes > maxAutoCompactedBytes) {
    const size = `${(storeBytes / 2 ** 30).toFixed(1)} GiB`;
    return [warn(`${since}; at ${size} it is too large for automatic compaction: run gongdan compact`)];
  }
  const lacking = lackOfRoom(data, storeBytes);
  if (lacking !== undefined) return [warn(`${since}; ${lacking}`)];
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const hours = `${settings.quietHours.kind.show(quietHours)} (${zone})`;
  return [ok(`${since}; the server compacts it in the quiet hours ${hours}, gongdan compact does so at once`)];
}

function lackOfRoom(folder: string, bytes: number): string | undefined {
  try {
    demandRoom(folder, bytes);
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.text;
    throw error;
  }
}
