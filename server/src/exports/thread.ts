import { enableCompileCache } from 'node:module';
import { workerData } from 'node:worker_threads';
import type { ThreadOrder } from './in-thread.ts';

// Each thread has to say so for itself; compiling what is imported takes half of its start.
enableCompileCache();
const { openReaderAside } = await import('../db/reader.ts');
const { writeDay } = await import('./write.ts');

// The whole life of a thread that makes one file; what fails here is told to in-thread.ts.
const { place, order } = workerData as ThreadOrder;
const reader = await openReaderAside(place);
try {
  await writeDay(reader.query, order);
} finally {
  await reader.close();
}
