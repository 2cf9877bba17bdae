import type { Config } from '../../config/config.ts';
import { perform } from './operations.ts';

/** Compacts a SQLite store: frees unused space and removes copies of erased contents. */
export async function compact(config: Config): Promise<void> {
  if (config.databaseUrl !== null) {
    console.error('Nothing to do: PostgreSQL removes deleted rows by its own vacuum.');
    return;
  }
  await perform(config, 'compact', {});
  console.error('The store was compacted.');
}
