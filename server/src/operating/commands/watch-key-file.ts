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
  const checks = setInterval(() => {
    try {
      const report = keepKeyFile(config.data, key);
      if (report !== undefined) log.error(report);
    } catch (error) {
      log.error({ err: error }, 'the key file could not be checked');
    }
  }, checkEveryMs);
  checks.unref();
  return () => clearInterval(checks);
}
