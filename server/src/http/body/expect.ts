import type { IncomingMessage, ServerResponse } from 'node:http';

/** Request with `Expect: 100-continue` → its response. The client sends the body only after it gets `100 Continue`. */
const expecting = new WeakMap<IncomingMessage, ServerResponse>();

/**
 * Notes that the client waits for `100 Continue`. If the call is refused before its body is read, `100 Continue` is
 * never sent.
 */
export function noteExpectation(request: IncomingMessage, response: ServerResponse): void {
  expecting.set(request, response);
}

/** Sends `100 Continue` to a client that waits for it. */
export function askForBody(request: IncomingMessage): void {
  expecting.get(request)?.writeContinue();
  expecting.delete(request);
}
