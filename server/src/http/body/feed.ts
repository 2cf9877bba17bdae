import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Writable } from 'node:stream';
import { askForBody } from './expect.ts';
import { takeIn } from './take-in.ts';

/** Writes a whole body into a parser. Throws the signal's reason when it aborts. The caller ends the parser. */
export type Feed = (parser: Writable, signal: AbortSignal) => Promise<void>;

/** The parser gets pieces of this size, because it can be stopped only between two writes. */
const pieceBytes = 16 * 1024;

export function feedBytes(bytes: Buffer): Feed {
  return (parser, signal) => write(parser, bytes, signal);
}

/** Feeds a body that is still coming. */
export function feedRequest(request: IncomingMessage, limit: number): Feed {
  return async (parser, signal) => {
    askForBody(request);
    await takeIn(request, { limit, signal, take: (chunk) => write(parser, chunk, signal) });
  };
}

async function write(parser: Writable, bytes: Buffer, signal: AbortSignal): Promise<void> {
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    signal.throwIfAborted();
    if (!parser.write(bytes.subarray(start, start + pieceBytes))) await waitFor(parser, 'drain', signal);
    // The stream of a part begins to flow in the next tick. If it were filled and ended before that, the parser would
    // wait for ever.
    await new Promise<void>((resolve) => process.nextTick(resolve));
  }
}

/** How long one piece may take: parsing it and writing its contents to disk. */
const longestMs = 10_000;

/**
 * Waits for an event of the parser, at most ten seconds, because a call whose parser is stuck would never be answered.
 * After a time-out it throws an error that `isTimeOut` recognises.
 */
export async function waitFor(parser: Writable, event: 'drain' | 'finish', signal: AbortSignal): Promise<void> {
  const timeOut = AbortSignal.timeout(longestMs);
  try {
    await once(parser, event, { signal: AbortSignal.any([signal, timeOut]) });
  } catch (error) {
    throw timeOut.aborted && !signal.aborted ? timeOut.reason : error;
  }
}

export function isTimeOut(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}
