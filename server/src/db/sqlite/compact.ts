import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SqliteConnection } from './connection.ts';

/** Brings all of the log into the store and empties it; false when somebody is reading from it. */
export function dropLog(connection: SqliteConnection): boolean {
  const patience = connection.pragma('busy_timeout', { simple: true });
  // Waiting here for a reader would hold up everybody.
  connection.pragma('busy_timeout = 0');
  try {
    const [{ busy } = { busy: 1 }] = connection.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    return busy === 0;
  } finally {
    connection.pragma(`busy_timeout = ${patience}`);
  }
}

// Beside this file, in TypeScript as in the JavaScript that is published.
const thread = new URL(`./compact-thread${extname(import.meta.filename)}`, import.meta.url);

/**
 * Rewrites the store in a thread of its own, so that reading goes on; nobody may write meanwhile. False when somebody
 * was reading for so long that the old pages could not be removed.
 */
export async function compactInThread(folder: string): Promise<boolean> {
  const worker = new Worker(thread, { workerData: folder });
  let isDone = false;
  worker.once('message', (answer: boolean) => {
    isDone = answer;
  });
  // Rejects with the error that the thread failed with.
  const [code] = await once(worker, 'exit');
  if (code !== 0) throw new Error(`the thread that compacts the store ended with ${code}`);
  return isDone;
}
