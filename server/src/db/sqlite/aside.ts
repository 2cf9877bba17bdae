import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CompiledQuery, QueryResult } from 'kysely';

/** Reads on a thread of its own with a connection of its own. */
export interface Aside {
  run(query: CompiledQuery): Promise<QueryResult<unknown>>;
  close(): Promise<void>;
}

/** What the thread answers to a query. */
export type AsideAnswer = { readonly rows: unknown[] } | { readonly error: unknown };

// The thread's file lies beside this one, in the TypeScript sources and in the published JavaScript.
const thread = new URL(`./aside-thread${extname(import.meta.filename)}`, import.meta.url);

/**
 * Starts the thread with the first query, and again when a query has ended it. Queries run in the order in which they
 * arrive.
 */
export function openAside(folder: string): Aside {
  let worker: Worker | undefined;
  let waiting: PromiseWithResolvers<QueryResult<unknown>>[] = [];

  function start(): Worker {
    const begun = new Worker(thread, { workerData: folder });
    begun.on('message', (answer: AsideAnswer) => {
      const asked = waiting.shift();
      if ('error' in answer) asked?.reject(answer.error);
      else asked?.resolve({ rows: answer.rows });
      // A thread without queries does not keep the process running.
      if (waiting.length === 0) begun.unref();
    });
    let failure: unknown = new Error('the thread that reads aside has ended');
    begun.on('error', (error) => {
      failure = error;
    });
    begun.on('exit', () => {
      if (worker !== begun) return;
      worker = undefined;
      for (const { reject } of waiting.splice(0)) reject(failure);
    });
    return begun;
  }

  return {
    run({ sql, parameters }) {
      worker ??= start();
      worker.ref();
      const asked = Promise.withResolvers<QueryResult<unknown>>();
      waiting.push(asked);
      // A query also carries its tree of nodes, which cannot be sent to a thread.
      worker.postMessage({ sql, parameters } satisfies Pick<CompiledQuery, 'sql' | 'parameters'>);
      return asked.promise;
    },
    async close() {
      await Promise.allSettled(waiting.map(({ promise }) => promise));
      waiting = [];
      await worker?.terminate();
    },
  };
}
