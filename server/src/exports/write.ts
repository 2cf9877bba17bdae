import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { loadCatalog } from '../catalog/load.ts';
import type { Queries } from '../db/database.ts';
import { flush } from '../files/durable.ts';
import type { DaySpan } from './day.ts';
import { linesOfDay } from './lines.ts';

/** What a file is to hold, and its path. These are plain values, because they are posted to a thread. */
export interface Order {
  readonly companyId: string;
  readonly publicUrl: string;
  readonly day: DaySpan;
  readonly path: string;
}

/** How many parts may wait to be zipped, which another thread does. */
const ahead = 4;

const charactersInPart = 128 * 1024;

/** Writes the lines of the day as gzipped JSON Lines. When this resolves, the file is flushed to the disk. */
export async function writeDay(query: Queries, order: Order): Promise<void> {
  const parts = Readable.from(partsOf(query, order), { highWaterMark: ahead });
  // Level 1 halves the time of level 6, and makes files that are a third larger.
  const zip = createGzip({ level: 1, chunkSize: 128 * 1024 });
  await pipeline(parts, zip, createWriteStream(order.path, { mode: 0o600 }));
  await flush(order.path);
}

async function* partsOf(query: Queries, { companyId, publicUrl, day }: Order): AsyncGenerator<Buffer> {
  const exported = { companyId, publicUrl, catalog: await loadCatalog(query, companyId) };
  let text = '';
  for await (const lines of linesOfDay(query, exported, day)) {
    for (const line of lines) text += line;
    if (text.length < charactersInPart) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}
