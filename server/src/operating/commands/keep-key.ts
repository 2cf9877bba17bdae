import type { Config } from '../../config/config.ts';
import type { Context } from '../../context.ts';
import { installationKey, keepKeyFile } from '../../vault.ts';

const lookEveryMs = 1000;

/** Looks after the key's file once a second, where the key is in one. Answers how to stop that. */
export function keepKey(config: Config, log: Context['log']): () => void {
  if (config.key !== null || config.databaseUrl !== null) return () => {};
  const key = installationKey(config);
  const looking = setInterval(() => {
    try {
      const done = keepKeyFile(config.data, key);
      if (done !== undefined) log.error(done);
    } catch (error) {
      log.error({ err: error }, 'the file of the key could not be looked after');
    }
  }, lookEveryMs);
  looking.unref();
  return () => clearInterval(looking);
}
