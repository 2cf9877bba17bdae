import type { IncomingMessage, ServerResponse } from 'node:http';
import { takeIn } from './take-in.ts';

const longestMs = 30_000;

/**
 * Ends an answer that was written while the body was still coming. What comes is read and dropped, `most` bytes in 30 s:
 * a client that sends first and reads later finds the answer, where one whose connection is closed while it sends mostly
 * sees a reset. Only beyond these bounds is the connection cut.
 */
export async function dropRest(request: IncomingMessage, response: ServerResponse, most: number): Promise<void> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), longestMs);
  try {
    await takeIn(request, { limit: most, take: free, signal: stop.signal, onSlow: () => stop.abort() });
    response.end();
  } catch {
    response.destroy();
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Gives the memory of a chunk back at once. It lies outside of the heap: left to the collector, 40 MB of dropped bodies
 * have it go through the whole heap, which cost three times what the reading does.
 */
function free({ buffer, length }: Buffer): undefined {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === length) buffer.transfer(0);
}
