import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { StorePlace } from '../db/reader.ts';
import type { Order } from './write.ts';

// Beside this file, in TypeScript as in the JavaScript that is published.
const thread = new URL(`./thread${extname(import.meta.filename)}`, import.meta.url);

const memory = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 64 };

const idleMs = 30_000;

/**
 * Writes files, one after the other, in a thread of its own with a connection of its own, so that neither the making of
 * millions of records nor their reading holds anyone up. Rejects when it failed or was called off; the file is then no
 * use. The thread begins with an order and ends when no other has come for a while: many days are asked for together,
 * soon after midnight, and one that has just made a file makes the next with less than it takes to begin.
 */
export function writerInThread(place: StorePlace, calledOff: AbortSignal): (order: Order) => Promise<void> {
  let idle: Worker | undefined;
  let ending: NodeJS.Timeout | undefined;

  function begin(): Worker {
    const worker = new Worker(thread, { workerData: place, resourceLimits: memory });
    // Whoever waits for its file is told; of one that is idle nobody need know.
    worker.on('error', () => {});
    worker.once('exit', () => {
      if (idle === worker) idle = undefined;
    });
    return worker;
  }

  function take(): Worker {
    clearTimeout(ending);
    const worker = idle ?? begin();
    idle = undefined;
    worker.ref();
    return worker;
  }

  function keep(worker: Worker): void {
    worker.unref();
    idle = worker;
    ending = setTimeout(end, idleMs, worker).unref();
  }

  /** Nobody waits for the end of an idle thread, nor could do anything about one that does not end. */
  function end(worker: Worker): void {
    worker.terminate().catch(() => {});
  }

  calledOff.addEventListener('abort', () => idle && end(idle), { once: true });
  return async (order) => {
    calledOff.throwIfAborted();
    const worker = take();
    try {
      await write(worker, order, calledOff);
    } catch (error) {
      // What failed may have left anything behind.
      await worker.terminate();
      throw error;
    }
    keep(worker);
  };
}

async function write(worker: Worker, order: Order, calledOff: AbortSignal): Promise<void> {
  const over = new AbortController();
  const signal = AbortSignal.any([calledOff, over.signal]);
  try {
    worker.postMessage(order);
    const ended = once(worker, 'exit', { signal }).then(([code]) => {
      throw new Error(`the thread of an export ended with ${code}`);
    });
    await Promise.race([once(worker, 'message', { signal }), ended]);
  } catch (error) {
    calledOff.throwIfAborted();
    throw error;
  } finally {
    over.abort();
  }
}
