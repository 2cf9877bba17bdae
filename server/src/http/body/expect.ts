import type { IncomingMessage, ServerResponse } from 'node:http';

/** Requests with `Expect: 100-continue`: their clients keep the body back until they are told that it is wanted. */
const keptBack = new WeakMap<IncomingMessage, ServerResponse>();

/** Notes that the client waits. It is told by `askForBody`, or never when the call is refused before its body is read. */
export function noteExpectation(request: IncomingMessage, response: ServerResponse): void {
  keptBack.set(request, response);
}

/** Tells a client that waits for it that its body is wanted. */
export function askForBody(request: IncomingMessage): void {
  keptBack.get(request)?.writeContinue();
  keptBack.delete(request);
}
