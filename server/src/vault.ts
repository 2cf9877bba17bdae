import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config/config.ts';
import { key as keyKind } from './config/setting-kinds.ts';
import { ownFolder } from './db/private-files.ts';
import { holdsApps } from './db/sqlite/in-use.ts';
import { refused } from './errors.ts';

/** Keeps short secrets unreadable at rest. */
export interface Vault {
  /** `about` says whose secret it is, e.g. `app:1`; the same words are needed to open it. */
  seal(secret: string, about: string): string;
  /** Throws Error when the key does not fit, or when the sealed text was altered or is about something else. */
  open(sealed: string, about: string): string;
}

/** AES-256-GCM with the installation's key: `1.` and base64url of nonce, tag and text. */
export function openVault(key: Buffer): Vault {
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
  };
}

/** A key for one purpose alone, from which the installation's key can't be found. */
export function derivedKey(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', purpose, 32));
}

/**
 * The installation's key: the setting, else the file `key` of the data folder. The file is made (mode 0600) when there is
 * none, unless the store already holds secrets: no new key could open them, and the next start would find the wrong one.
 * With PostgreSQL several machines share the secrets, so there the setting is mandatory.
 */
export function installationKey(config: Pick<Config, 'key' | 'data' | 'databaseUrl'>): Buffer {
  if (config.key) return config.key;
  if (config.databaseUrl) {
    throw refused('GONGDAN_KEY', 'is needed with PostgreSQL; make one with: openssl rand -hex 32');
  }
  ownFolder(config.data);
  const path = join(config.data, 'key');
  if (!existsSync(path)) {
    demandNoSecrets(config.data, path);
    writeKeyFile(path, randomBytes(32));
  }
  const key = keyKind.parse(readFileSync(path, 'utf8').trim());
  if (!key) throw refused('GONGDAN_KEY', `the file ${path} does not hold ${keyKind.form}`);
  return key;
}

/**
 * Looks after the key's file under a server that has read it: one that was removed is put back, and beside another one
 * the server's own is kept as `key.rescued`. Without the key the store's secrets are lost. Answers a sentence when it
 * did something.
 */
export function keepKeyFile(folder: string, key: Buffer): string | undefined {
  const path = join(folder, 'key');
  // A folder that was moved is not made anew in its old place.
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

function demandNoSecrets(folder: string, path: string): void {
  if (!holdsApps(folder)) return;
  throw refused('GONGDAN_KEY', `the file ${path} is missing, and the store holds secrets that it opens; put it back`);
}

/** Named when it is whole: a crash leaves no half of a key behind. */
function writeKeyFile(path: string, key: Buffer): void {
  const unfinished = `${path}.unfinished`;
  rmSync(unfinished, { force: true });
  writeFileSync(unfinished, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  renameSync(unfinished, path);
}
