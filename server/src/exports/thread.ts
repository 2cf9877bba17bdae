import { workerData } from 'node:worker_threads';
import { openReader } from '../db/reader.ts';
import type { ThreadOrder } from './in-thread.ts';
import { writeDay } from './write.ts';

// The whole life of a thread that makes one file; what fails here is told to in-thread.ts.
const { place, order } = workerData as ThreadOrder;
const reader = await openReader(place);
try {
  await writeDay(reader.query, order);
} finally {
  await reader.close();
}
