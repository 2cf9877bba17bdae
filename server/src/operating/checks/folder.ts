import { accessSync, constants, existsSync, lstatSync, type Stats, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '../../config/config.ts';
import { folderProblem } from '../../db/private-files.ts';
import { readKeyFile } from '../../vault.ts';
import { wordsOfError } from '../command-line/error-words.ts';
import { shownBytes } from '../terminal/shown.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** Checks the data folder, its disk, and the key. */
export async function checkFolder(config: Config): Promise<readonly Finding[]> {
  const found = folder(config);
  // Where the folder cannot be entered, nothing is known about the key in it.
  return [found, ...(await disk(config)), ...(found.result === 'fail' ? [] : key(config))];
}

function folder({ data }: Config): Finding {
  const found = statOf(data);
  if (found === undefined) {
    return ok('folder', {
      zh: `数据文件夹 ${data} 会在首次启动时创建`,
      en: `the data folder ${data} will be created at the first start`,
    });
  }
  if ('result' in found) return found;
  if (!found.isDirectory()) {
    return fail('folder', {
      zh: `${data} 不是文件夹；请更改 GONGDAN_DATA`,
      en: `${data} is not a folder; choose another GONGDAN_DATA`,
    });
  }
  try {
    accessSync(data, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    return unusable(data, error);
  }
  return found.mode & 0o077
    ? warn('folder', {
        zh: `数据文件夹 ${data} 对其他用户开放，下次启动时会关闭；也可以现在 chmod 700`,
        en: `the data folder ${data} is open to other users until the next start; chmod 700 it`,
      })
    : ok('folder', { zh: `数据文件夹 ${data} 可以写入`, en: `the data folder ${data} is writable` });
}

function statOf(data: string): Stats | Finding | undefined {
  try {
    return statSync(data, { throwIfNoEntry: false });
  } catch (error) {
    return unusable(data, error);
  }
}

function unusable(data: string, error: unknown): Finding {
  return fail('folder', wordsOfError(folderProblem(data, error) ?? error));
}

/** Types of file systems on a network, by their magic numbers (statfs(2)): NFS, SMB and CIFS, SMB 2 and 3. */
const onNetwork: ReadonlySet<number> = new Set([0x6969, 0xff534d42, 0xfe534d42]);

async function disk({ data, databaseUrl }: Config): Promise<readonly Finding[]> {
  let existing = resolve(data);
  while (!existsSync(existing)) existing = dirname(existing);
  const { type, blocks, bavail, bsize } = await statfs(existing);
  // Some file systems report no blocks.
  const room = blocks === 0 ? [] : [roomFor(bavail * bsize, existing)];
  if (databaseUrl !== null || !onNetwork.has(type)) return room;
  const remote = warn('disk', {
    zh: `${existing} 在网络文件系统上，SQLite 在那里可能损坏；请换到本地磁盘，或使用 PostgreSQL`,
    en: `${existing} is on a network file system, where SQLite stores can be damaged; use a local disk, or PostgreSQL`,
  });
  return [...room, remote];
}

function roomFor(free: number, place: string): Finding {
  const size = shownBytes(free);
  if (free < 100 * 1024 ** 2) {
    return fail('disk', {
      zh: `${place} 只剩 ${size}；请先腾出空间再启动`,
      en: `${size} are free in ${place}; make room before starting`,
    });
  }
  return free < 2 * 1024 ** 3
    ? warn('disk', {
        zh: `${place} 只剩 ${size}；附件与备份可能需要更多`,
        en: `${size} are free in ${place}; attachments and back-ups may need more`,
      })
    : ok('disk', { zh: `${place} 剩余 ${size}`, en: `${size} are free in ${place}` });
}

function key({ key: setting, data, databaseUrl }: Config): readonly Finding[] {
  const path = join(data, 'key');
  const file = existsSync(data) ? lstatSync(path, { throwIfNoEntry: false }) : undefined;
  if (setting) {
    const set = ok('key', { zh: '密钥由配置给出', en: 'the key is set by the settings' });
    return file && databaseUrl === null && !isKey(path, setting) ? [set, otherKey(path)] : [set];
  }
  if (databaseUrl) {
    return [
      fail('key', {
        zh: '使用 PostgreSQL 时必须设置 GONGDAN_KEY；只有全新的数据库才用 openssl rand -hex 32 生成新的',
        en: 'PostgreSQL needs GONGDAN_KEY; only for a new database make one with: openssl rand -hex 32',
      }),
    ];
  }
  return [file ? keyFile(path, file) : ok('key', willBeMade(path))];
}

function willBeMade(path: string) {
  return { zh: `密钥 ${path} 会在首次启动时生成`, en: `the key ${path} will be created at the first start` };
}

function keyFile(path: string, { mode }: Stats): Finding {
  try {
    readKeyFile(path);
  } catch (error) {
    return fail('key', wordsOfError(error));
  }
  return mode & 0o077
    ? warn('key', {
        zh: `${path} 可以被其他用户读取，下次启动时会关闭；也可以现在 chmod 600`,
        en: `${path} can be read by other users until the next start; chmod 600 it`,
      })
    : ok('key', { zh: `密钥在 ${path}`, en: `the key is in ${path}` });
}

function otherKey(path: string): Finding {
  return warn('key', {
    zh: `${path} 是另一把密钥；不设 GONGDAN_KEY 启动时会用到它。如不需要请移走`,
    en: `${path} holds another key, which a start without GONGDAN_KEY would use; remove it if nothing needs it`,
  });
}

function isKey(path: string, wanted: Buffer): boolean {
  try {
    return readKeyFile(path).equals(wanted);
  } catch {
    return false;
  }
}
