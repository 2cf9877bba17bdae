import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { StorePlace } from '../db/reader.ts';
import type { Order } from './write.ts';

export interface ThreadOrder {
  readonly place: StorePlace;
  readonly order: Order;
}

// Beside this file, in TypeScript as in the JavaScript that is published.
const thread = new URL(`./thread${extname(import.meta.filename)}`, import.meta.url);

const memory = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 64 };

/**
 * Writes the file in a thread of its own with a connection of its own, so that neither the making of millions of
 * records nor their reading holds anyone up. Rejects when it failed or was called off; the file is then no use.
 */
export function writeDayInThread(place: StorePlace, order: Order, calledOff: AbortSignal): Promise<void> {
  calledOff.throwIfAborted();
  return new Promise((resolve, reject) => {
    const data: ThreadOrder = { place, order };
    const worker = new Worker(thread, { workerData: data, resourceLimits: memory });
    const end = () => void worker.terminate();
    calledOff.addEventListener('abort', end, { once: true });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      calledOff.removeEventListener('abort', end);
      if (calledOff.aborted) reject(calledOff.reason);
      else if (code === 0) resolve();
      else reject(new Error(`the thread of an export ended with ${code}`));
    });
  });
}
