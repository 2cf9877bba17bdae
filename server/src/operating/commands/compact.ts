import type { Invocation } from '../command-line/declaration.ts';
import { perform } from './operations.ts';

/** Compacts a SQLite store: frees unused space and removes copies of erased contents. */
export async function compact({ config }: Invocation): Promise<void> {
  if (config.databaseUrl !== null) {
    console.error('Nothing to do: PostgreSQL removes deleted rows by its own vacuum.');
    return;
  }
  await perform(config, 'compact', {});
  console.error('The store was compacted.');
}
