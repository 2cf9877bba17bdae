import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Words } from '@gongdan/contract';
import type { Config } from './config/config.ts';
import { key as keyKind } from './config/setting-kinds.ts';
import { ownFolder } from './db/private-files.ts';
import { holdsSecrets } from './db/sqlite/in-use.ts';
import { refusedCommand } from './errors.ts';

/** Encrypts short secrets at rest, and recognises texts that are not kept. */
export interface Vault {
  /** Encrypts a secret. `about` says to whom the secret belongs, e.g. `app:1`; `open` needs the same text. */
  seal(secret: string, about: string): string;
  /** Decrypts a secret. Throws Error when the key or `about` differ, or the sealed text was altered. */
  open(sealed: string, about: string): string;
  /**
   * Returns 22 characters that are the same for the same text and `about`. Without the installation's key nobody can test
   * whether they belong to a guessed text.
   */
  fingerprint(text: string, about: string): string;
}

/** 128 bits: among a billion texts two have the same fingerprint with a probability of 1 to 10^20. */
const fingerprintBytes = 16;

/**
 * Encrypts by AES-256-GCM with the installation's key. The result is `1.`, the version of this form, and base64url of
 * nonce, tag and text.
 */
export function openVault(key: Buffer): Vault {
  const printKey = derivedKey(key, 'fingerprints');
  return {
    seal(secret, about) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return `1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed, about) {
      const [version, encoded = ''] = sealed.split('.');
      if (version !== '1') throw new Error('sealed by an unknown version');
      const bytes = Buffer.from(encoded, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
        .setAAD(Buffer.from(about))
        .setAuthTag(bytes.subarray(12, 28));
      return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8');
    },
    fingerprint(text, about) {
      const mac = createHmac('sha256', printKey).update(`${about}\n${text}`).digest();
      return mac.subarray(0, fingerprintBytes).toString('base64url');
    },
  };
}

/**
 * The text to which each kind of secret is bound when it is sealed, so that the vault does not open it as the secret of
 * anything else.
 */
export const about = {
  appKey: (appId: string): string => `app:${appId}`,
  endpoint: (companyId: string, id: string, what: 'url' | 'secret'): string => `push:${companyId}/${id}:${what}`,
  keptSection: (name: string): string => `kept:${name}`,
};

/** Derives a key for one purpose. The installation's key cannot be computed from it. */
export function derivedKey(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', purpose, 32));
}

/** The settings that decide which key an installation has. */
export type KeySettings = Pick<Config, 'key' | 'data' | 'databaseUrl'>;

/**
 * Returns the installation's key: the setting, else the contents of the file `key` in the data folder. Creates the file
 * (mode 0600) when it is missing. Throws Problem when the file holds no key, and when it is missing but the store holds
 * secrets already, which a new key could not open. With PostgreSQL the setting is mandatory, because several machines
 * share the secrets.
 */
export function installationKey(config: KeySettings): Buffer {
  const present = presentKey(config);
  if (present) return present;
  ownFolder(config.data);
  const path = join(config.data, 'key');
  demandNoSecrets(config.data, path);
  const made = randomBytes(32);
  writeKeyFile(path, made);
  return made;
}

/** As `installationKey`, but creates nothing: returns undefined when the installation has no key yet. */
export function presentKey({ key, data, databaseUrl }: KeySettings): Buffer | undefined {
  if (key) return key;
  if (databaseUrl !== null) throw refusedCommand(keyNeeded, 'GONGDAN_KEY');
  const path = join(data, 'key');
  // A symbolic link counts as a key even if its target is missing, because that may be a disk that is not mounted.
  return lstatSync(path, { throwIfNoEntry: false }) && readKeyFile(path);
}

/** Reads a key file. Throws Problem when it cannot be read or holds no key. */
export function readKeyFile(path: string): Buffer {
  const key = keyKind.parse(textOfKeyFile(path).trim());
  if (key) return key;
  throw refusedCommand(
    {
      zh: `文件 ${path} 的内容不是 64 位十六进制数。请放回这套安装原来的 key 文件（用 --with-key 做的备份里有）；没有它就无法解密已有的密钥。`,
      en: `the file ${path} does not hold 64 hex digits. Put back the key file of this installation (a back-up made with --with-key has it); without it the stored secrets cannot be read`,
    },
    'GONGDAN_KEY',
  );
}

/**
 * Protects the key file of a running server, because without the key the store's secrets are lost. A removed file is
 * written again. If the file was replaced, the server's key is written to `key.rescued`, unless that file exists.
 * Returns a sentence for the log when it wrote a file.
 */
export function keepKeyFile(folder: string, key: Buffer): string | undefined {
  const path = join(folder, 'key');
  // If the folder was moved, it is not created again in its old place.
  if (!existsSync(folder)) return undefined;
  if (!existsSync(path)) {
    writeKeyFile(path, key);
    return `The file ${path} was removed under the server and is put back.`;
  }
  const rescued = `${path}.rescued`;
  if (keyKind.parse(readFileSync(path, 'utf8').trim())?.equals(key) || existsSync(rescued)) return undefined;
  writeKeyFile(rescued, key);
  return `The file ${path} was replaced under the server. The key of this store is now in ${rescued}: put it back before the next start.`;
}

function textOfKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw refusedCommand(
      {
        zh: `无法读取密钥文件 ${path}（${code}）。请放回该文件，或修正它的属主与权限。`,
        en: `the key file ${path} cannot be read (${code}): put it back, or correct its owner and rights`,
      },
      'GONGDAN_KEY',
    );
  }
}

const keyNeeded: Words = {
  zh: '使用 PostgreSQL 时必须设置。请使用这个数据库原来的密钥；只有全新的数据库才用 openssl rand -hex 32 生成新的。',
  en: 'is needed with PostgreSQL: use the key of this database, and only for a new one make a key with: openssl rand -hex 32',
};

function demandNoSecrets(folder: string, path: string): void {
  if (!holdsSecrets(folder)) return;
  const store = join(folder, 'gongdan.db');
  throw refusedCommand(
    {
      zh: `缺少密钥文件 ${path}，而存储 ${store} 里已有用它加密的密钥。请放回该文件，或把 GONGDAN_KEY 设为原来的密钥；不会生成新的密钥。`,
      en: `the file ${path} is missing, but the store ${store} holds secrets that need it; put it back, or set GONGDAN_KEY to that key. No new key was made`,
    },
    'GONGDAN_KEY',
  );
}

/** Writes the key under another name and renames the complete file, so that a crash leaves no partial key. */
function writeKeyFile(path: string, key: Buffer): void {
  const unfinished = `${path}.unfinished`;
  rmSync(unfinished, { force: true });
  writeFileSync(unfinished, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  renameSync(unfinished, path);
}
