import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Queries } from '../../db/database.ts';
import { demandFittingKey, hasSecrets } from '../../db/fitting-key.ts';
import { countRows, findDamage, openCopy, unknownSteps } from '../../db/sqlite/copy.ts';
import { refusedCommand } from '../../errors.ts';
import { presentKey } from '../../vault.ts';
import { type About, entries } from './about.ts';
import { unpack } from './unpack.ts';

export interface RestoreInput {
  readonly file: string;
  readonly data: string;
  /** The kind of store that the installation has. */
  readonly store: About['store'];
  /** The installation's key if the settings give it. */
  readonly key: Buffer | null;
  /** Replaces the folder's contents. */
  readonly force: boolean;
  readonly at: Date;
}

export interface Restored {
  readonly about: About;
  /** The folder to which the former contents were moved; undefined when there were none. */
  readonly aside: string | undefined;
}

/** Entries that a data folder may have and still count as empty. */
const harmless = ['key', 'lock', 'socket', 'restoring', 'lost+found'];
/** Entries that a back-up replaces. Exports are among them because they are generated from the store. */
const replaced = ['gongdan.db-wal', 'gongdan.db-shm', 'gongdan.db', 'files', 'exports'];

/** The folder in the data folder from which verified files are moved into place. It stays when the moving is interrupted. */
export const readyFolder = 'restored';

/**
 * Restores the back-up into the data folder; the caller must hold the folder's lock. Nothing is replaced before all
 * files, the database and the key are verified. Throws Problem with a sentence for the operator.
 */
export async function restoreBackup(input: RestoreInput): Promise<Restored> {
  const { file, data, force, at } = input;
  const isFolder = statSync(file, { throwIfNoEntry: false })?.isDirectory();
  if (isFolder === undefined) throw refusedCommand({ zh: `没有文件 ${file}`, en: `there is no file ${file}` });
  if (isFolder)
    throw refusedCommand({ zh: `${file} 是文件夹，不是备份文件`, en: `${file} is a folder, not a back-up` });
  if (!force) await demandEmpty(data);
  const unpacked = join(data, 'restoring');
  await rm(unpacked, { recursive: true, force: true });
  await mkdir(unpacked, { mode: 0o700 });
  try {
    const about = await unpack(file, unpacked);
    await demandFitting(input, about, unpacked);
    const wrong = await dropWrongKeys(input, unpacked);
    return { about, aside: await swapIn(data, unpacked, wrong, at) };
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}

async function demandEmpty(data: string): Promise<void> {
  const others = (await readdir(data)).filter((name) => !harmless.includes(name));
  if (others.length === 0) return;
  throw refusedCommand({
    zh: `${data} 不为空（${others[0]}）；加 --force 会替换其中的内容`,
    en: `${data} is not empty (${others[0]}); --force replaces what it holds`,
  });
}

async function demandFitting(input: RestoreInput, about: About, unpacked: string): Promise<void> {
  if (about.store !== input.store) {
    throw refusedCommand({
      zh: `备份来自使用 ${names[about.store]} 的安装，这里使用的是 ${names[input.store]}`,
      en: `the back-up is of an installation with ${names[about.store]}, this one has ${names[input.store]}`,
    });
  }
  if (about.store === 'postgres') return;
  const { query, close } = openCopy(join(unpacked, entries.database));
  try {
    await demandGood(query, about, input.file);
    await demandKey(query, input, unpacked);
  } finally {
    await close();
  }
}

const names = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const;

async function demandGood(query: Queries, about: About, file: string): Promise<void> {
  const damage = await findDamage(query);
  if (damage) {
    throw refusedCommand({
      zh: `${file} 里的数据库已损坏：${damage}`,
      en: `the database in ${file} is damaged: ${damage}`,
    });
  }
  const [unknown] = await unknownSteps(query);
  if (unknown) {
    throw refusedCommand({
      zh: `${file} 由更新的版本 gongdan ${about.gongdan} 生成（数据库结构含 ${unknown}）；请使用那个版本`,
      en: `${file} was made by gongdan ${about.gongdan}, which is newer (its schema has ${unknown}); use that release`,
    });
  }
  const rows = await countRows(query);
  const wrong = Object.keys(about.rows).find((table) => about.rows[table] !== rows[table]);
  if (wrong) {
    throw refusedCommand({
      zh: `${file} 里的数据库缺少 ${wrong} 的行`,
      en: `the database in ${file} lacks rows of ${wrong}`,
    });
  }
}

/** Checks that the key fits the database: the key of the settings, else the back-up's, else the one in the folder. */
async function demandKey(query: Queries, { key, data, file }: RestoreInput, unpacked: string): Promise<void> {
  const folder = [unpacked, data].find((place) => existsSync(join(place, entries.key))) ?? data;
  const given = { key, data: folder, databaseUrl: null };
  const found = presentKey(given);
  if (found) return demandFittingKey(query, found, given);
  if (!(await hasSecrets(query))) return;
  const path = join(data, entries.key);
  throw refusedCommand({
    zh: `${file} 里没有密钥。请把原安装的密钥放到 ${path}，或设置 GONGDAN_KEY。`,
    en: `${file} holds no key; put the one of its installation at ${path}, or set GONGDAN_KEY`,
  });
}

/**
 * When the settings give the key, no other key may lie beside the restored store, where a start without GONGDAN_KEY would
 * use it. Removes such a key of the back-up, and returns the name of such a file in the data folder.
 */
async function dropWrongKeys({ key, data, store }: RestoreInput, unpacked: string): Promise<readonly string[]> {
  if (!key) return [];
  const path = join(unpacked, entries.key);
  if (existsSync(path) && !isKey(path, key)) await rm(path);
  const own = join(data, entries.key);
  return store === 'sqlite' && existsSync(own) && !isKey(own, key) ? [entries.key] : [];
}

function isKey(path: string, key: Buffer): boolean {
  return readFileSync(path, 'utf8').trim().toLowerCase() === key.toString('hex');
}

/** Moves the files into place and returns the folder of the former ones. After a crash, the operator restores again. */
async function swapIn(data: string, unpacked: string, wrong: readonly string[], at: Date): Promise<string | undefined> {
  const ready = join(data, readyFolder);
  await rm(ready, { recursive: true, force: true });
  await rename(unpacked, ready);
  const aside = await moveAside(data, [...(await readdir(ready)), ...wrong], at);
  // The database comes last, so that a folder that has a database has all its files.
  const inOrder = (await readdir(ready)).sort(
    (a, b) => Number(a === entries.database) - Number(b === entries.database),
  );
  for (const name of inOrder) await rename(join(ready, name), join(data, name));
  await rm(ready, { recursive: true });
  return aside;
}

async function moveAside(data: string, coming: readonly string[], at: Date): Promise<string | undefined> {
  const going = [...new Set([...replaced, ...coming])].filter((name) => existsSync(join(data, name)));
  if (going.length === 0) return undefined;
  const aside = join(data, `replaced-${at.toISOString().replace(/[-:]|\.[0-9]+/g, '')}`);
  await mkdir(aside, { recursive: true, mode: 0o700 });
  for (const name of going) await rename(join(data, name), join(aside, name));
  return aside;
}
