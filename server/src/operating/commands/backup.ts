import { statSync } from 'node:fs';
import type { Words } from '@gongdan/contract';
import type { Config } from '../../config/config.ts';
import { refusedCommand } from '../../errors.ts';
import { presentKey } from '../../vault.ts';
import { makeBackup } from '../backup/make.ts';
import type { Invocation } from '../command-line/declaration.ts';
import { demandStore } from './demand-store.ts';

/** Makes a back-up and prints its contents. A server may run meanwhile: reading blocks no writer. */
export async function backup(
  { terminal, config }: Invocation,
  file: string,
  { withKey = false }: { withKey?: boolean },
): Promise<void> {
  const { data, databaseUrl, filesUrl } = config;
  demandSomething(config);
  if (databaseUrl !== null) terminal.say(databaseElsewhere);
  if (filesUrl !== null) terminal.say(attachmentsElsewhere);
  const progress = terminal.progress();
  const original = {
    data,
    place: databaseUrl === null ? { folder: data } : { url: databaseUrl },
    ownFiles: filesUrl === null,
    key: withKey ? keyToInclude(config) : undefined,
  };
  const { rows, attachments, missing } = await makeBackup(original, file, new Date(), ({ pages, of }) =>
    progress.show(terminal.text({ zh: `数据库：${pages} / ${of} 页`, en: `database: ${pages} of ${of} pages` })),
  ).finally(() => progress.end());
  if (missing.length > 0)
    terminal.say({
      zh: `${missing.length} 个附件的文件缺失，例如 ${missing[0]}`,
      en: `the files of ${missing.length} attachments are missing, such as ${missing[0]}`,
    });
  const { ticket: tickets, customer: customers } = rows;
  const made = { file, bytes: statSync(file).size, tickets, customers, attachments, withKey };
  terminal.printResult(made, tell);
  if (!withKey) terminal.say(withoutKey);
}

const databaseElsewhere: Words = {
  zh: '数据库在 PostgreSQL 里：请用 pg_dump 备份。',
  en: 'The database is in PostgreSQL: back it up with pg_dump.',
};
const attachmentsElsewhere: Words = {
  zh: '附件在对象存储里：请在那里备份。',
  en: 'The attachments are in a bucket: back them up there.',
};
const withoutKey: Words = {
  zh: '备份不含安装密钥；没有它，应用密钥与推送密钥都无法恢复。',
  en: 'The back-up does not hold the key, without which app keys and push secrets are lost.',
};

interface Made {
  readonly file: string;
  readonly bytes: number;
  /** Undefined when the database is in PostgreSQL. */
  readonly tickets: number | undefined;
  readonly customers: number | undefined;
  readonly attachments: number;
}

function tell({ file, bytes, tickets, customers, attachments }: Made): Words {
  const rows = tickets === undefined ? undefined : { tickets, customers: customers ?? 0 };
  return {
    zh: `${file}（${bytes} 字节）：${rows ? `工单 ${rows.tickets}，客户 ${rows.customers}，` : ''}附件 ${attachments}`,
    en: `${file} (${bytes} bytes): ${rows ? `tickets: ${rows.tickets}, customers: ${rows.customers}, ` : ''}attachments: ${attachments}`,
  };
}

function keyToInclude(config: Config): Buffer {
  const key = presentKey(config);
  if (key) return key;
  throw refusedCommand({
    zh: `${config.data} 里没有密钥文件，也没有设置 GONGDAN_KEY，无法用 --with-key 备份。`,
    en: `there is no key to include: ${config.data} has no key file, and GONGDAN_KEY is not set`,
  });
}

function demandSomething({ data, databaseUrl, filesUrl }: Config): void {
  if (databaseUrl !== null && filesUrl !== null) {
    throw refusedCommand({
      zh: '数据库与附件都不在数据文件夹里：请在存放处备份',
      en: 'database and attachments are elsewhere: back them up there',
    });
  }
  demandStore({ data, databaseUrl });
}
