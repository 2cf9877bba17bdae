import type { Config } from '../../config/config.ts';
import { perform } from './operations.ts';

/** Rewrites a SQLite store: it takes no more room than it needs, and holds nothing of what was erased. */
export async function compact(config: Config): Promise<void> {
  if (config.databaseUrl !== null) {
    console.error('Nothing was done: PostgreSQL removes what was deleted by its own vacuum.');
    return;
  }
  await perform(config, 'compact', {});
  console.error('The store was rewritten.');
}
