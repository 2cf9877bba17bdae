import type { IncomingMessage, ServerResponse } from 'node:http';
import { hasBody } from './body.ts';
import { askForBody } from './expect.ts';
import { refuseTooLarge, takeIn } from './take-in.ts';

/** For so long the rest of an unwanted body is read. */
const longestMs = 30_000;

/**
 * Sends the body of the answer and ends the response. If the request's body is still coming, the response ends only
 * when the rest of the request's body, at most `most` bytes, was read and dropped.
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

/** Reads and drops a whole body that nobody wants. Throws Problem `body_too_large` beyond `most` bytes. */
export async function dropBody(request: IncomingMessage, most: number): Promise<void> {
  refuseTooLarge(request, most);
  askForBody(request);
  await takeIn(request, { limit: most, take: free });
}

/**
 * Ends a response that was written while the request's body was still coming. The rest of the body is read and dropped,
 * up to `most` bytes and for up to 30 s. When the rest is longer, takes longer or comes too slowly, the connection is
 * cut. It is read at all because some clients send everything before they read the answer. If the connection were
 * closed while they send, most of them would see a reset and no answer.
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
 * Frees the memory of a chunk at once, when nothing else shares its buffer. This memory is outside of the heap. Without
 * this, the garbage collector would go through the whole heap for every 40 MB of dropped bodies, which costs three
 * times as much as reading them.
 */
function free({ buffer, length }: Buffer): undefined {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === length) buffer.transfer(0);
}
