import { parentPort, workerData } from 'node:worker_threads';
import type { CompiledQuery } from 'kysely';
import type { AsideAnswer } from './aside.ts';
import { connectSqlite, makeSqliteRunner } from './connection.ts';

// This thread reads for aside.ts, which ends it.
const run = makeSqliteRunner(connectSqlite(workerData as string, 'read'));

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

/**
 * Returns the memory of all bytes in the rows. It is transferred to the other thread instead of copied, because an export
 * reads many megabytes. Memory that also holds something else is left out and copied.
 */
function bytesIn(rows: readonly unknown[]): ArrayBuffer[] {
  const values = rows.flatMap((row) => Object.values(row as object) as unknown[]);
  const bytes = values.filter((value) => value instanceof Uint8Array && value.length > 0) as Uint8Array<ArrayBuffer>[];
  return bytes.filter(({ buffer, length }) => buffer.byteLength === length).map(({ buffer }) => buffer);
}
