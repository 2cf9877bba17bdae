import type { Config } from '../../config/config.ts';
import type { Context } from '../../context.ts';
import { installationKey, keepKeyFile } from '../../vault.ts';

const lookEveryMs = 1000;

/** Checks the key file once a second, if the key is in a file. Returns a function that stops the checks. */
export function keepKey(config: Config, log: Context['log']): () => void {
  if (config.key !== null || config.databaseUrl !== null) return () => {};
  const key = installationKey(config);
  const looking = setInterval(() => {
    try {
      const done = keepKeyFile(config.data, key);
      if (done !== undefined) log.error(done);
    } catch (error) {
      log.error({ err: error }, 'the key file could not be checked');
    }
  }, lookEveryMs);
  looking.unref();
  return () => clearInterval(looking);
}
