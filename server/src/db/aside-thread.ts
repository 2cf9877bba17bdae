import { parentPort, workerData } from 'node:worker_threads';
import type { CompiledQuery } from 'kysely';
import type { AsideAnswer } from './aside.ts';
import { connectSqlite, sqliteRunner } from './sqlite-connection.ts';

// The whole life of a thread that reads for aside.ts, until that ends it.
const run = sqliteRunner(connectSqlite(workerData as string, 'read'));

parentPort?.on('message', (query: CompiledQuery) => {
  parentPort?.postMessage(answerTo(query));
});

function answerTo(query: CompiledQuery): AsideAnswer {
  try {
    return { rows: run(query).rows };
  } catch (error) {
    return { error };
  }
}
