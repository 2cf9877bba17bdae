import type { IncomingMessage, ServerResponse } from 'node:http';

/** Requests with `Expect: 100-continue`. Their clients send the body only after `100 Continue`. */
const keptBack = new WeakMap<IncomingMessage, ServerResponse>();

/**
 * Notes that the client waits for `100 Continue`. When the call is refused before its body is read, it is never sent.
 */
export function noteExpectation(request: IncomingMessage, response: ServerResponse): void {
  keptBack.set(request, response);
}

/** Sends `100 Continue` to a client that waits for it. */
export function askForBody(request: IncomingMessage): void {
  keptBack.get(request)?.writeContinue();
  keptBack.delete(request);
}
