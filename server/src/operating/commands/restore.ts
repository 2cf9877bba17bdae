import { Problem } from '../../errors.ts';
import { restoreBackup } from '../backup/restore.ts';
import type { Invocation } from '../command-line/declaration.ts';
import { tryToLockFolder } from './folder-lock.ts';

/** Restores a back-up into the data folder and prints its contents as one JSON object. */
export async function restore(
  { config }: Invocation,
  file: string,
  { force = false }: { force?: boolean },
): Promise<void> {
  const { data, databaseUrl, key } = config;
  const lock = tryToLockFolder(data);
  if (!lock) throw new Problem('request_refused', `the data folder ${data} is in use; stop the server first`);
  try {
    const store = databaseUrl === null ? 'sqlite' : 'postgres';
    const { about, aside } = await restoreBackup({ file, data, store, key, force, at: new Date() });
    const { ticket: tickets, customer: customers } = about.rows;
    console.log(JSON.stringify({ data, madeAt: about.madeAt, gongdan: about.gongdan, tickets, customers, aside }));
    if (aside) console.error(`The former contents of ${data} are in ${aside}; remove them when all is well.`);
  } finally {
    lock.release();
  }
}
