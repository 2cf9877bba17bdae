import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Words } from '@gongdan/contract';
import type { Erasable } from '../../erasure/find-erasable.ts';
import type { Invocation } from '../command-line/declaration.ts';
import { shownBytes } from '../terminal/shown.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { type RemovalOptions, secondsToCompact } from './compact.ts';
import { openSession, type Status } from './operations.ts';

export interface EraseOptions extends RemovalOptions {
  readonly company: string;
  readonly customer: string;
}

/** Removes a person's data for good and prints how many tickets named the person. */
export async function erase({ terminal, config }: Invocation, options: EraseOptions): Promise<void> {
  const { company: companyId, customer: customerId, dryRun, yes } = options;
  const session = await openSession(config);
  try {
    if (dryRun || !yes) {
      const found = await session.perform('erasable', { companyId, customerId });
      const status = await session.perform('status', {});
      if (dryRun) return terminal.printResult(found, () => planned(customerId, found, status));
      await terminal.confirm(question(customerId, found, status), { yes });
    }
    const { left, ...erased } = await session.perform('erase', { companyId, customerId });
    terminal.printResult(erased, ({ tickets }) => ({
      zh: `客户 ${customerId} 已抹除，涉及 ${tickets} 张工单。`,
      en: `The customer ${customerId} is erased; ${tickets} tickets named the person.`,
    }));
    if (left !== undefined) sayLeft(terminal, left);
  } finally {
    await session.close();
  }
  for (const copy of olderCopies(config.data)) {
    terminal.say({
      zh: `${copy} 是较早的副本，其中仍有这位客户的数据。`,
      en: `${copy} is an older copy and still holds the person.`,
    });
  }
}

function sayLeft(terminal: Terminal, { zh, en }: Words): void {
  terminal.say({
    zh: `存储文件中可能还留有已抹除内容的副本：${zh}。请执行 gongdan compact。`,
    en: `The store may still hold copies of erased contents: ${en}. Run gongdan compact.`,
  });
  process.exitCode = 1;
}

function planned(customerId: string, { tickets }: Erasable, status: Status): Words {
  const wait = waitFor(status);
  return {
    zh: `将彻底抹除客户 ${customerId}，以及 ${tickets} 张工单中与其有关的内容。${wait.zh}`,
    en: `The customer ${customerId} would be erased for good, with what ${tickets} tickets say about the person.${wait.en}`,
  };
}

function question(customerId: string, { tickets }: Erasable, status: Status): Words {
  const wait = waitFor(status);
  return {
    zh: `要彻底抹除客户 ${customerId}，以及 ${tickets} 张工单中与其有关的内容吗？数量与统计保留；此操作无法撤销。${wait.zh}`,
    en: `Erase the customer ${customerId} for good, with what ${tickets} tickets say about the person? Numbers and counts stay. This cannot be undone.${wait.en}`,
  };
}

/** On SQLite the store is compacted afterwards. */
function waitFor(status: Status): Words {
  if (status.kind === 'postgres') return { zh: '', en: '' };
  const [size, seconds] = [shownBytes(status.storeBytes), secondsToCompact(status)];
  return {
    zh: `随后整理 ${size} 的存储，期间写入要等待约 ${seconds} 秒。`,
    en: ` Then the store of ${size} is compacted, and writes wait for about ${seconds} s.`,
  };
}

/**
 * Finds copies of the store in the data folder: those made before a migration or a restore, and those set aside when
 * somebody replaced the store of a running server. Back-ups in other places are not searched.
 */
function olderCopies(data: string): string[] {
  const backups = namesIn(join(data, 'backups')).map((name) => join(data, 'backups', name));
  const replaced = namesIn(data).filter((name) => /^(replaced|gongdan\.db\.displaced)-/.test(name));
  return [...backups, ...replaced.map((name) => join(data, name))];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
