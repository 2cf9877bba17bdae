import { parentPort, workerData } from 'node:worker_threads';
import { connectSqlite } from './connection.ts';

// This thread rewrites a store and ends. It reports the outcome, or the error, to compact.ts.

/** An export reads for 2 s at the most in one transaction. */
const patienceMs = 2500;

const connection = connectSqlite(workerData as string, 'write');
try {
  // The new store takes as much room as the old one: too much for memory.
  connection.pragma('temp_store = FILE');
  connection.pragma(`busy_timeout = ${patienceMs}`);
  // VACUUM writes the new pages to the log. The old ones lie in the file until a checkpoint, which a reader can hold up.
  let isDone = emptyLog();
  if (isDone) {
    try {
      connection.exec('VACUUM');
    } finally {
      // The log is emptied after a failure, too, because it would keep the room that it has taken.
      isDone = emptyLog();
    }
  }
  parentPort!.postMessage(isDone);
} finally {
  connection.close();
}

function emptyLog(): boolean {
  const [{ busy } = { busy: 1 }] = connection.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  return busy === 0;
}
