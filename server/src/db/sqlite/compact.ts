import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SqliteConnection } from './connection.ts';

/** Moves all of the log into the store and empties it. Returns false when a reader still uses the log. */
export function dropLog(connection: SqliteConnection): boolean {
  const patience = connection.pragma('busy_timeout', { simple: true });
  // To wait for a reader here would block the event loop.
  connection.pragma('busy_timeout = 0');
  try {
    const [{ busy } = { busy: 1 }] = connection.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    return busy === 0;
  } finally {
    connection.pragma(`busy_timeout = ${patience}`);
  }
}

// The thread's file lies beside this one, in the TypeScript sources and in the published JavaScript.
const thread = new URL(`./compact-thread${extname(import.meta.filename)}`, import.meta.url);

/**
 * Rewrites the store in a thread of its own, so that reading goes on. Nobody may write until the thread ends. Returns false
 * when a reader used the log for too long. Then the store was not rewritten, or its old pages still lie in the file.
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
