import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { StorePlace } from '../db/reader.ts';
import type { Order } from './write.ts';

// Every thread has to enable the compile cache itself. Without it, compiling the imports takes half of the thread's start.
enableCompileCache();
const { openReaderAside } = await import('../db/reader.ts');
const { writeDay } = await import('./write.ts');

// The thread writes files until in-thread.ts ends it. An error ends the thread, and in-thread.ts reports it.
const reader = await openReaderAside(workerData as StorePlace);
parentPort?.on('message', async (order: Order) => {
  await writeDay(reader.query, order);
  parentPort?.postMessage('written');
});
