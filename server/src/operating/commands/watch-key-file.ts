import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Context } from '../../context.ts';
import { installationKey, keepKeyFile } from '../../vault.ts';

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
  const checks = setInterval(() => {
    try {
      // Another folder or store may have been put in the place of this one. The server's key does not fit it.
      if (!isSamePlace()) return;
      const report = keepKeyFile(config.data, key);
      if (report !== undefined) log.error(report);
    } catch (error) {
      // A fault that lasts is reported once.
      if (String(error) === reported) return;
      reported = String(error);
      log.error({ err: error }, 'the key file could not be checked');
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
