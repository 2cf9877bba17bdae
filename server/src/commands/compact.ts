import type { Config } from '../config.ts';
import { perform } from './operations.ts';

/** Writes a SQLite store anew: it takes no more room than it needs, and holds nothing of what was deleted. */
export async function compact(config: Config): Promise<void> {
  await perform(config, 'compact', {});
  console.error('The store was written anew.');
}
