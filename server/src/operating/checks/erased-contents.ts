import type { Words } from '@gongdan/contract';
import type { Config } from '../../config/config.ts';
import { settings } from '../../config/settings.ts';
import { demandRoom } from '../../db/sqlite/room.ts';
import { maxAutoCompactedBytes } from '../../erasure/compaction.ts';
import { Problem } from '../../errors.ts';
import { wordsOfError } from '../command-line/error-words.ts';
import { localZone, shownBytes } from '../terminal/shown.ts';
import { type Finding, ok, shownTime, warn } from './finding.ts';

interface StoreState {
  /** Since when the store may hold copies of erased contents; null when it holds none. */
  readonly erasedSince: number | null;
  readonly storeBytes: number;
}

/** Reports since when the store may hold copies of erased contents, and when or how they will be removed. */
export function erasedContents(
  { erasedSince, storeBytes }: StoreState,
  { data, quietHours }: Pick<Config, 'data' | 'quietHours'>,
): readonly Finding[] {
  if (erasedSince === null) return [];
  const about = (make: typeof ok, { zh, en }: Words): Finding => {
    const since = shownTime(erasedSince);
    return make('erased', {
      zh: `自 ${since} 起，存储中可能留有已抹除内容的副本；${zh}`,
      en: `the store may hold copies of erased contents since ${since}; ${en}`,
    });
  };
  if (storeBytes > maxAutoCompactedBytes) return [about(warn, tooLarge(storeBytes))];
  const lacking = lackOfRoom(data, storeBytes);
  if (lacking !== undefined) return [about(warn, lacking)];
  const hours = `${settings.quietHours.kind.show(quietHours)} (${localZone()})`;
  return [
    about(ok, {
      zh: `服务会在空闲时段 ${hours} 整理，gongdan compact 则立即整理`,
      en: `the server compacts it in the quiet hours ${hours}, gongdan compact does so at once`,
    }),
  ];
}

function tooLarge(storeBytes: number): Words {
  const size = shownBytes(storeBytes);
  return {
    zh: `存储有 ${size}，太大，不会自动整理：请执行 gongdan compact`,
    en: `at ${size} it is too large for automatic compaction: run gongdan compact`,
  };
}

function lackOfRoom(folder: string, bytes: number): Words | undefined {
  try {
    demandRoom(folder, bytes);
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return wordsOfError(error);
    throw error;
  }
}
