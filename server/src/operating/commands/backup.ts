import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { Problem, refusedCommand } from '../../errors.ts';
import { presentKey } from '../../vault.ts';
import { makeBackup } from '../backup/make.ts';
import type { Invocation } from '../command-line/declaration.ts';

/** Makes a back-up and prints its contents as a JSON object. A server may run meanwhile: reading blocks no writer. */
export async function backup(
  { terminal, config }: Invocation,
  file: string,
  { withKey = false }: { withKey?: boolean },
): Promise<void> {
  const { data, databaseUrl, filesUrl } = config;
  demandSomething(config);
  if (databaseUrl !== null) console.error('The database is in PostgreSQL: back it up with pg_dump.');
  if (filesUrl !== null) console.error('The attachments are in a bucket: back them up there.');
  const progress = terminal.progress();
  const original = {
    data,
    place: databaseUrl === null ? { folder: data } : { url: databaseUrl },
    ownFiles: filesUrl === null,
    key: withKey ? keyToInclude(config) : undefined,
  };
  const { rows, attachments, missing } = await makeBackup(original, file, new Date(), ({ pages, of }) =>
    progress.show(`database: ${pages} of ${of} pages`),
  ).finally(() => progress.end());
  if (missing.length > 0)
    console.error(`the files of ${missing.length} attachments are missing, such as ${missing[0]}`);
  const { ticket: tickets, customer: customers } = rows;
  console.log(JSON.stringify({ file, bytes: statSync(file).size, tickets, customers, attachments, withKey }));
  if (!withKey) console.error('The back-up does not hold the key, without which app keys and push secrets are lost.');
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
    throw new Problem('request_refused', 'database and attachments are elsewhere: back them up there');
  }
  if (databaseUrl !== null || statSync(join(data, 'gongdan.db'), { throwIfNoEntry: false })) return;
  throw new Problem('request_refused', `there is no store in ${data}`);
}
