import type { Words } from '@gongdan/contract';
import type { Invocation } from '../command-line/declaration.ts';
import { shownBytes } from '../terminal/shown.ts';
import { openSession, type Status } from './operations.ts';

/** Options of commands that remove something for good. */
export interface RemovalOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** Compacts a SQLite store: frees unused space and removes copies of erased contents. */
export async function compact({ terminal, config }: Invocation, { dryRun, yes }: RemovalOptions): Promise<void> {
  if (config.databaseUrl !== null) return terminal.say(nothingToDo);
  const session = await openSession(config);
  try {
    const status = await session.perform('status', {});
    // The running server may have other settings than this command.
    if (status.kind === 'postgres') return terminal.say(nothingToDo);
    const { storeBytes, erasedSince } = status;
    const plan = { storeBytes, erasedSince, seconds: secondsToCompact(status) };
    if (dryRun) return terminal.printResult(plan, () => planned(status));
    await terminal.confirm(question(status), { yes });
    await session.perform('compact', {});
    terminal.say({ zh: '存储已整理。', en: 'The store was compacted.' });
  } finally {
    await session.close();
  }
}

/** The upper end of what was measured for a GiB (docs/decisions/0011). */
const secondsPerGiB = 16;

export function secondsToCompact({ storeBytes }: Pick<Status, 'storeBytes'>): number {
  return Math.ceil((storeBytes / 2 ** 30) * secondsPerGiB);
}

const nothingToDo: Words = {
  zh: '无需整理：PostgreSQL 由 autovacuum 自行清理已抹除的数据行。',
  en: 'There is nothing to do: on PostgreSQL autovacuum removes erased rows.',
};

function planned(status: Status): Words {
  const [size, seconds] = [shownBytes(status.storeBytes), secondsToCompact(status)];
  return {
    zh: `将整理 ${size} 的存储；期间写入要等待约 ${seconds} 秒，读取照常。`,
    en: `The store of ${size} would be compacted. Writes would wait for about ${seconds} s, and reading would go on.`,
  };
}

function question(status: Status): Words {
  const [size, seconds] = [shownBytes(status.storeBytes), secondsToCompact(status)];
  return {
    zh: `要整理 ${size} 的存储吗？期间写入要等待约 ${seconds} 秒，读取照常。`,
    en: `Compact the store of ${size}? Writes wait meanwhile, for about ${seconds} s; reading goes on.`,
  };
}
