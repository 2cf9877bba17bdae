import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config/config.ts';
import { key as keyKind } from './config/setting-kinds.ts';
import { ownFolder } from './db/private-files.ts';
import { holdsApps } from './db/sqlite/in-use.ts';
import { refusedField } from './errors.ts';

/** Encrypts short secrets at rest. */
export interface Vault {
  /** Encrypts a secret. `about` says to whom the secret belongs, e.g. `app:1`; `open` needs the same text. */
  seal(secret: string, about: string): string;
  /** Decrypts a secret. Throws Error when the key or `about` differ, or the sealed text was altered. */
  open(sealed: string, about: string): string;
}

/**
 * Encrypts by AES-256-GCM with the installation's key. The result is `1.`, the version of this form, and base64url of
 * nonce, tag and text.
 */
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

/** Derives a key for one purpose. The installation's key cannot be computed from it. */
export function derivedKey(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', purpose, 32));
}

/**
 * Returns the installation's key: the setting, else the contents of the file `key` in the data folder. Creates the file
 * (mode 0600) when it is missing. Throws when the file holds no key, and when it is missing but the store holds secrets
 * already, which a new key could not open. With PostgreSQL the setting is mandatory, because several machines share the
 * secrets.
 */
export function installationKey(config: Pick<Config, 'key' | 'data' | 'databaseUrl'>): Buffer {
  if (config.key) return config.key;
  if (config.databaseUrl) {
    throw refusedField('GONGDAN_KEY', 'is needed with PostgreSQL; make one with: openssl rand -hex 32');
  }
  ownFolder(config.data);
  const path = join(config.data, 'key');
  if (!existsSync(path)) {
    demandNoSecrets(config.data, path);
    writeKeyFile(path, randomBytes(32));
  }
  const key = keyKind.parse(readFileSync(path, 'utf8').trim());
  if (!key) throw refusedField('GONGDAN_KEY', `the file ${path} does not hold ${keyKind.form}`);
  return key;
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

function demandNoSecrets(folder: string, path: string): void {
  if (!holdsApps(folder)) return;
  throw refusedField(
    'GONGDAN_KEY',
    `the file ${path} is missing, but the store holds secrets that need it; put it back`,
  );
}

/** Writes the key under another name and renames the complete file, so that a crash leaves no partial key. */
function writeKeyFile(path: string, key: Buffer): void {
  const unfinished = `${path}.unfinished`;
  rmSync(unfinished, { force: true });
  writeFileSync(unfinished, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  renameSync(unfinished, path);
}
