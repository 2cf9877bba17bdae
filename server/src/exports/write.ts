import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { loadCatalog } from '../catalog/load.ts';
import type { Queries } from '../db/database.ts';
import { flush } from '../files/durable.ts';
import { exportForm, exportLine } from '../wire/export-line.ts';
import { customerTexts } from './customers.ts';
import type { DaySpan } from './day.ts';
import { ticketsOfDay } from './tickets-of-day.ts';

/** What a file is to hold, and where it is to be written. Plain values, so that a thread can be told. */
export interface Order {
  readonly companyId: string;
  readonly publicUrl: string;
  readonly day: DaySpan;
  readonly path: string;
}

/** So many parts may be ready before they are zipped, which another thread does. */
const ahead = 4;

const bytesInPart = 256 * 1024;

/** Writes the day's records as gzipped JSON Lines; on the disk for good when it answers. */
export async function writeDay(query: Queries, order: Order): Promise<void> {
  const parts = Readable.from(partsOf(query, order), { highWaterMark: ahead });
  // Level 1 halves the time of level 6, and makes files that are a third larger.
  const zip = createGzip({ level: 1, chunkSize: 128 * 1024 });
  await pipeline(parts, zip, createWriteStream(order.path, { mode: 0o600 }));
  await flush(order.path);
}

/** Each line becomes bytes as soon as it is made: what it is joined of still lies in the processor's cache. */
async function* partsOf(query: Queries, { companyId, publicUrl, day }: Order): AsyncGenerator<Buffer> {
  const form = exportForm(companyId, publicUrl, await loadCatalog(query, companyId));
  const customers = customerTexts(query, companyId);
  let part = Buffer.allocUnsafeSlow(bytesInPart);
  let filled = 0;
  for await (const tickets of ticketsOfDay(query, companyId, day)) {
    const texts = await customers(tickets);
    for (const [index, past] of tickets.entries()) {
      const line = exportLine(form, past, texts[index]!);
      if (filled + line.length > part.length) {
        yield part.subarray(0, filled);
        part = Buffer.allocUnsafeSlow(Math.max(bytesInPart, line.length));
        filled = 0;
      }
      filled += part.write(line, filled, 'latin1');
    }
  }
  yield part.subarray(0, filled);
}
