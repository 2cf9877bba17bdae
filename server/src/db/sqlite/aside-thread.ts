import { parentPort, workerData } from 'node:worker_threads';
import type { CompiledQuery } from 'kysely';
import type { AsideAnswer } from './aside.ts';
import { connectSqlite, sqliteRunner } from './connection.ts';

// The whole life of a thread that reads for aside.ts, until that ends it.
const run = sqliteRunner(connectSqlite(workerData as string, 'read'));

parentPort?.on('message', (query: CompiledQuery) => {
  const answer = answerTo(query);
  parentPort?.postMessage(answer, 'rows' in answer ? bytesIn(answer.rows) : []);
});

function answerTo(query: CompiledQuery): AsideAnswer {
  try {
    return { rows: run(query).rows };
  } catch (error) {
    return { error };
  }
}

/** Bytes are handed over, not copied: an export reads many. */
function bytesIn(rows: readonly unknown[]): ArrayBuffer[] {
  const values = rows.flatMap((row) => Object.values(row as object) as unknown[]);
  const bytes = values.filter((value) => value instanceof Uint8Array && value.length > 0) as Uint8Array<ArrayBuffer>[];
  return bytes.filter(({ buffer, length }) => buffer.byteLength === length).map(({ buffer }) => buffer);
}
