import type { IncomingMessage, ServerResponse } from 'node:http';
import { hasBody } from './body.ts';
import { askForBody } from './expect.ts';
import { refuseTooLarge, takeIn } from './take-in.ts';

const longestMs = 30_000;

/**
 * Sends the whole answer. If the request's body is still coming, the answer ends once the rest was read and dropped.
 */
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
 * Ends an answer that was written while the body was still coming. The rest of the body is read and dropped, up to
 * `most` bytes in 30 s; beyond that the connection is cut. A client that sends everything before it reads gets the
 * answer that way. If the connection were closed while it sends, it would mostly see a reset.
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
 * Frees the memory of a chunk at once. It lies outside of the heap. Otherwise every 40 MB of dropped bodies make the
 * garbage collector go through the whole heap, which costs three times as much as reading them.
 */
function free({ buffer, length }: Buffer): undefined {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === length) buffer.transfer(0);
}
