import { refusedCommand } from '../../errors.ts';
import { restoreBackup } from '../backup/restore.ts';
import type { Invocation } from '../command-line/declaration.ts';
import { tryToLockFolder } from './folder-lock.ts';

/** Restores a back-up into the data folder and prints its contents. */
export async function restore(
  { terminal, config }: Invocation,
  file: string,
  { force = false }: { force?: boolean },
): Promise<void> {
  const { data, databaseUrl, key } = config;
  const lock = tryToLockFolder(data);
  if (!lock) {
    throw refusedCommand({
      zh: `数据文件夹 ${data} 正在使用；请先停止服务`,
      en: `the data folder ${data} is in use; stop the server first`,
    });
  }
  try {
    const store = databaseUrl === null ? 'sqlite' : 'postgres';
    const { about, aside } = await restoreBackup({ file, data, store, key, force, at: new Date() });
    const { ticket: tickets, customer: customers } = about.rows;
    const { madeAt, gongdan } = about;
    const made = terminal.time(Date.parse(madeAt));
    terminal.printResult({ data, madeAt, gongdan, tickets, customers, aside }, () => ({
      zh: `已把 ${made} 的备份恢复到 ${data}${tickets === undefined ? '' : `：工单 ${tickets}，客户 ${customers}`}`,
      en: `restored the back-up of ${made} to ${data}${tickets === undefined ? '' : `: tickets: ${tickets}, customers: ${customers}`}`,
    }));
    if (aside) {
      terminal.say({
        zh: `${data} 原有的内容在 ${aside}；确认无误后可以删除。`,
        en: `The former contents of ${data} are in ${aside}; remove them when all is well.`,
      });
    }
  } finally {
    lock.release();
  }
}
