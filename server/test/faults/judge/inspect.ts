import { demandFittingKey } from '../../../src/db/fitting-key.ts';
import { openDatabase } from '../../../src/db/open.ts';
import { installationKey, type KeySettings } from '../../../src/vault.ts';
import type { Place } from '../strike/serving.ts';
import { readState, type State } from './state.ts';

/**
 * Opens the store as the next server would, and reads it. On SQLite, where the key is a file of the data folder, throws
 * when the key does not decrypt the store's secrets.
 */
export async function inspect({ data, url }: Place): Promise<State> {
  const database = await openDatabase(url === undefined ? { folder: data } : { url });
  try {
    if (url === undefined) await demandFittingKey(database.query, installationKey(keyOf(data)), keyOf(data));
    return await readState(database, data);
  } finally {
    await database.close();
  }
}

function keyOf(data: string): KeySettings {
  return { data, key: null, databaseUrl: null };
}
