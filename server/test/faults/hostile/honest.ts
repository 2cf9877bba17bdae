import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** The text of a failure begins with this when the failed request had a new connection of its own. */
export const newConnectionLabel = 'on a new connection';

/** The number of requests, and how long they took in milliseconds. */
export interface Times {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

/** What honest callers observed during an attack. */
export interface Seen {
  /** `/livez` on a keep-alive connection. */
  readonly livez: Times;
  /** `/livez` on a new connection each time. */
  readonly fresh: Times;
  /** Calls of an app that no attacker uses, which creates tickets and reads them. */
  readonly calls: Times;
  /** A text for each call that failed. */
  readonly failures: readonly string[];
  /** Ids of acknowledged tickets. */
  readonly made: readonly string[];
}

/** Honest callers, running since `startHonest`. */
export interface Honest {
  /** Starts a new span of observation. `paceMs` is the pause after each create and its read, by default 200 ms. */
  begin(paceMs?: number): void;
  /** Returns the observations of the span so far. */
  end(): Promise<Seen>;
  stop(): Promise<void>;
}

/** Starts the callers. Resolves when the app's first create and read have ended, even if they failed. */
export async function startHonest(url: string): Promise<Honest> {
  const worker = new Worker(new URL('honest-thread.ts', import.meta.url), { workerData: { url } });
  await once(worker, 'message');
  return {
    begin: (pace) => worker.postMessage({ ask: 'begin', pace }),
    async end() {
      worker.postMessage({ ask: 'end' });
      const [seen] = (await once(worker, 'message')) as [Seen];
      return seen;
    },
    async stop() {
      worker.postMessage({ ask: 'stop' });
      await worker.terminate();
    },
  };
}
