import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { StorePlace } from '../db/reader.ts';
import type { Order } from './write.ts';

// The thread's file is beside this one, in the sources and in the published JavaScript.
const thread = new URL(`./thread${extname(import.meta.filename)}`, import.meta.url);

const memory = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 64 };

const idleMs = 30_000;

/**
 * Makes a function that writes files, one after the other, in a thread with its own connection, so that exports do not
 * delay calls. The function rejects when the export failed or was aborted; the file is then unusable. The thread starts
 * with the first order and ends after 30 s without one. An idle thread is kept that long because, soon after midnight, many
 * exports are asked for in a row.
 */
export function makeThreadWriter(place: StorePlace, calledOff: AbortSignal): (order: Order) => Promise<void> {
  let idle: Worker | undefined;
  let ending: NodeJS.Timeout | undefined;

  function begin(): Worker {
    const worker = new Worker(thread, { workerData: place, resourceLimits: memory });
    // `write` rejects the order that the thread works on. When an idle thread fails, nobody waits for it.
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

  /** Nobody waits for the end of an idle thread, so a failure to end it is ignored. */
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
      // The state of the thread after a failure is unknown.
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
