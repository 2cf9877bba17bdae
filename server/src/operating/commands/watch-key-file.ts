import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Context } from '../../context.ts';
import { fits, hasSecrets } from '../../db/fitting-key.ts';
import { openCopy } from '../../db/sqlite/copy.ts';
import { installationKey, keepKeyFile, openVault } from '../../vault.ts';

const checkEveryMs = 1000;

/**
 * Checks the key file once a second, if the key is in a file, and restores it (`keepKeyFile`). Returns a function that
 * stops this.
 */
export function watchKeyFile(config: Config, log: Context['log']): () => void {
  if (config.key !== null || config.databaseUrl !== null) return () => {};
  const key = installationKey(config);
  const isSamePlace = rememberPlace(config.data);
  let reported = '';
  let isBusy = false;
  const check = async () => {
    // Another folder or store may have been put in the place of this one. The server's key does not fit it. But a store
    // that the server saved after its files were removed is a new file, too: without the key it would be lost.
    if (!isSamePlace() && !(await opensStore(config.data, key))) return;
    const report = keepKeyFile(config.data, key);
    if (report !== undefined) log.error(report);
  };
  const checks = setInterval(async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      await check();
    } catch (error) {
      // A fault that lasts is reported once.
      if (String(error) === reported) return;
      reported = String(error);
      log.error({ err: error }, 'the key file could not be checked');
    } finally {
      isBusy = false;
    }
  }, checkEveryMs);
  checks.unref();
  return () => clearInterval(checks);
}

/** Returns a function that says whether the path still leads to the same folder, with the same store in it or none. */
function rememberPlace(folder: string): () => boolean {
  const inodes = () =>
    [folder, join(folder, 'gongdan.db')].map((path) => statSync(path, { throwIfNoEntry: false })?.ino);
  const [folderThen, storeThen] = inodes();
  return () => {
    const [folderNow, storeNow] = inodes();
    return folderNow === folderThen && (storeNow === undefined || storeNow === storeThen);
  };
}

/** True when the store in the folder has secrets, and the key opens them. */
async function opensStore(folder: string, key: Buffer): Promise<boolean> {
  const path = join(folder, 'gongdan.db');
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  // A store that was saved is a single file without a log, as a copy is.
  const { query, close } = openCopy(path);
  try {
    return (await hasSecrets(query)) && (await fits(query, openVault(key)));
  } finally {
    await close();
  }
}
