import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Words } from '@gongdan/contract';
import { settings } from '../config/settings.ts';
import { Problem, refusedCommand } from '../errors.ts';
import { about, type KeySettings, openVault, readKeyFile, type Vault } from '../vault.ts';
import type { Queries } from './database.ts';

/** Throws Problem when the store's secrets were sealed with another key. Its text names a key file that fits, if there is one. */
export async function demandFittingKey(query: Queries, key: Buffer, given: KeySettings): Promise<void> {
  if (await fits(query, openVault(key))) return;
  const origin = originOf(given);
  const store = given.databaseUrl === null ? join(given.data, 'gongdan.db') : shownUrl(given.databaseUrl);
  const advice = await adviceOn(query, given);
  throw refusedCommand({
    zh: `${origin.zh}与存储 ${store} 不符：存储中的密钥是用另一把密钥加密的。${advice.zh}`,
    en: `${origin.en} does not fit the store ${store}, whose secrets were sealed with another key. ${advice.en}`,
  });
}

/** Tries the vault on one secret of each kind. A store without secrets fits every key. */
export async function fits(query: Queries, vault: Vault): Promise<boolean> {
  return (await someSecrets(query)).every((secret) => opens(vault, secret));
}

export async function hasSecrets(query: Queries): Promise<boolean> {
  return (await someSecrets(query)).length > 0;
}

async function someSecrets(query: Queries): Promise<Secret[]> {
  const secrets = await Promise.all([appKey, endpoint, keptSection].map((find) => find(query).catch(noneInOlderStore)));
  return secrets.filter((secret) => secret !== undefined);
}

/** A back-up or a store to move may be older than the table. PostgreSQL reports that as 42P01. */
function noneInOlderStore(error: Error & { code?: string }): undefined {
  if (error.code === '42P01' || error.message.includes('no such table')) return undefined;
  throw error;
}

type Secret = readonly [sealed: string, about: string];

function opens(vault: Vault, [sealed, boundTo]: Secret): boolean {
  try {
    vault.open(sealed, boundTo);
    return true;
  } catch {
    return false;
  }
}

async function appKey(query: Queries): Promise<Secret | undefined> {
  const row = await query.selectFrom('app').select(['id', 'sealed_key']).limit(1).executeTakeFirst();
  return row && [row.sealed_key, about.appKey(row.id)];
}

async function endpoint(query: Queries): Promise<Secret | undefined> {
  const columns = ['company_id', 'id', 'sealed_url'] as const;
  const row = await query.selectFrom('push_endpoint').select(columns).limit(1).executeTakeFirst();
  return row && [row.sealed_url, about.endpoint(row.company_id, row.id, 'url')];
}

async function keptSection(query: Queries): Promise<Secret | undefined> {
  const row = await query.selectFrom('kept_section').select(['name', 'body']).limit(1).executeTakeFirst();
  return row && [row.body, about.keptSection(row.name)];
}

function originOf({ key, data }: KeySettings): Words {
  if (key) return { zh: 'GONGDAN_KEY 设置的密钥', en: 'the key that GONGDAN_KEY sets' };
  const path = join(data, 'key');
  return { zh: `文件 ${path} 里的密钥`, en: `the key in ${path}` };
}

async function adviceOn(query: Queries, { key, data, databaseUrl }: KeySettings): Promise<Words> {
  const file = join(data, 'key');
  const fitting = await findFitting(query, [file, `${file}.rescued`]);
  if (fitting === undefined) {
    return key
      ? { zh: '请把 GONGDAN_KEY 设为这个存储原来的密钥。', en: 'Set GONGDAN_KEY to the key of this store.' }
      : {
          zh: `请把这个存储原来的密钥放回 ${file}（用 --with-key 做的备份里有），或把 GONGDAN_KEY 设为它。`,
          en: `Put the key of this store back into ${file} (a back-up made with --with-key has it), or set GONGDAN_KEY to it.`,
        };
  }
  if (databaseUrl !== null || (key && fitting !== file))
    return {
      zh: `${fitting} 里的密钥相符：请设置 GONGDAN_KEY_FILE=${fitting}。`,
      en: `The key in ${fitting} fits: set GONGDAN_KEY_FILE=${fitting}.`,
    };
  return key
    ? { zh: `${fitting} 里的密钥相符：请去掉 GONGDAN_KEY。`, en: `The key in ${fitting} fits: unset GONGDAN_KEY.` }
    : { zh: `${fitting} 里的密钥相符：请用它替换 ${file}。`, en: `The key in ${fitting} fits: rename it to ${file}.` };
}

async function findFitting(query: Queries, files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    const key = existsSync(file) ? readIfKey(file) : undefined;
    if (key && (await fits(query, openVault(key)))) return file;
  }
  return undefined;
}

function readIfKey(file: string): Buffer | undefined {
  try {
    return readKeyFile(file);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

function shownUrl(url: string): string {
  return settings.databaseUrl.kind.show(url);
}
