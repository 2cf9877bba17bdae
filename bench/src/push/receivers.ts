import { once } from 'node:events';
import { createServer } from 'node:net';
import { Worker } from 'node:worker_threads';

/** One push that arrived: the id of its message, and the time in milliseconds UTC. */
export type Arrival = readonly [id: string, at: number];

/** A receiver in a thread of its own. */
export interface Receiver {
  readonly url: string;
  /** Returns the pushes that arrived since the last call. */
  arrivals(): Promise<Arrival[]>;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const worker = new Worker(new URL('receiver-thread.ts', import.meta.url));
  const [{ port }] = (await once(worker, 'message')) as [{ port: number }];
  return {
    url: `http://127.0.0.1:${port}/hook`,
    async arrivals() {
      worker.postMessage('arrivals');
      const [arrived] = (await once(worker, 'message')) as [Arrival[]];
      return arrived;
    },
    async stop() {
      await worker.terminate();
    },
  };
}

/** Starts a receiver that accepts connections and never answers, so each attempt lasts until its timeout. */
export async function startDeadReceiver(): Promise<Receiver> {
  const server = createServer((socket) => socket.on('error', () => {}));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    arrivals: async () => [],
    async stop() {
      server.close();
    },
  };
}
