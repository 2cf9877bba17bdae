import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Begins what is told of a failure on a connection that was made for one request. */
export const onNewConnection = 'on a new connection';

/** Milliseconds. */
export interface Times {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

/** What honest callers saw during an attack. */
export interface Seen {
  /** `/livez` on a connection that is kept. */
  readonly livez: Times;
  /** `/livez` on a new connection each time. */
  readonly fresh: Times;
  /** The calls of another app than the attackers use: it makes tickets and reads them. */
  readonly calls: Times;
  /** Calls that failed, in words. */
  readonly failures: readonly string[];
  /** Ids of the tickets whose making was answered. */
  readonly made: readonly string[];
}

/** Callers who mean no harm, at work from now on. */
export interface Honest {
  /** Forgets what was seen; the calls of the app follow each other with that pause. */
  begin(paceMs?: number): void;
  /** What was seen since. */
  end(): Promise<Seen>;
  stop(): Promise<void>;
}

/** Answers when the callers have been served once. */
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
