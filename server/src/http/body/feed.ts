import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Writable } from 'node:stream';
import { askForBody } from './expect.ts';
import { takeIn } from './take-in.ts';

/** Writes a whole body into a parser, unless the signal aborts. The caller ends the parser. */
export type Feed = (parser: Writable, signal: AbortSignal) => Promise<void>;

/** A parser works through everything it is given at once, and can be stopped only between pieces. */
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
    if (!parser.write(bytes.subarray(start, start + pieceBytes))) await hear(parser, 'drain', signal);
    // A part begins to flow in the next tick. If it filled its buffer and ended before that, the parser would wait for
    // ever.
    await new Promise<void>((resolve) => process.nextTick(resolve));
  }
}

/** The longest time for one piece: parsing it and writing its contents to disk. */
const longestMs = 10_000;

/**
 * Waits for an event of the parser, at most ten seconds, because a call whose parser is stuck would never be answered.
 * `isTimeOut` recognises the error that is thrown then.
 */
export async function hear(parser: Writable, event: 'drain' | 'finish', signal: AbortSignal): Promise<void> {
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
