import type { IncomingMessage, ServerResponse } from 'node:http';
import { hasBody } from './body.ts';
import { askForBody } from './expect.ts';
import { refuseTooLarge, takeIn } from './take-in.ts';

const longestMs = 30_000;

/** Sends the whole answer. While the request's body is still coming, the answer ends after the rest was read and dropped. */
export function endWith(response: ServerResponse, body: string, most: number): void {
  const { req: request } = response;
  if (request.complete || !hasBody(request)) {
    response.end(body, 'latin1');
    return;
  }
  response.write(body, 'latin1');
  dropRest(request, response, most).catch((cause) => response.destroy(cause));
}

/** Reads and drops a whole body that its call does not want. Throws Problem `body_too_large` beyond `most` bytes. */
export async function dropBody(request: IncomingMessage, most: number): Promise<void> {
  refuseTooLarge(request, most);
  askForBody(request);
  await takeIn(request, { limit: most, take: free });
}

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
