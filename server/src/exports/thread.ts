import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { StorePlace } from '../db/reader.ts';
import type { Order } from './write.ts';

// Each thread has to say so for itself; compiling what is imported takes half of its start.
enableCompileCache();
const { openReaderAside } = await import('../db/reader.ts');
const { writeDay } = await import('./write.ts');

// The whole life of a thread that makes files until in-thread.ts ends it; what fails here ends it, too, and is told there.
const reader = await openReaderAside(workerData as StorePlace);
parentPort?.on('message', async (order: Order) => {
  await writeDay(reader.query, order);
  parentPort?.postMessage('written');
});
