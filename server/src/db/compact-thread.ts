import { workerData } from 'node:worker_threads';
import { connectSqlite } from './sqlite-connection.ts';

// The whole life of a thread that rewrites a store; what fails here is told to compact.ts.
const connection = connectSqlite(workerData as string, 'write');
try {
  // The new store takes as much room as the old one: too much for memory.
  connection.pragma('temp_store = FILE');
  connection.exec('VACUUM');
} finally {
  connection.close();
}
