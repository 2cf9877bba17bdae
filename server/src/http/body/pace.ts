import type { IncomingMessage } from 'node:http';
import { answerBrokenRequest } from '../connection/broken-request.ts';

/** A body is too slow when fewer than 32 KiB of it have come within the last ten seconds, unless it has ended. */
const spanMs = 10_000;
const leastBytes = 32 * 1024;
/** A body that stops is noticed at most a quarter of a span late. */
const checksPerSpan = 4;

/** Calls `onSlow` once when a body comes too slowly. Returns a function to be called when the body has ended. */
export function watchPace({ socket }: IncomingMessage, onSlow: () => void): () => void {
  const seen = [socket.bytesRead];
  const timer = setInterval(() => {
    seen.push(socket.bytesRead);
    if (seen.length <= checksPerSpan || socket.bytesRead - seen.shift()! >= leastBytes) return;
    clearInterval(timer);
    onSlow();
  }, spanMs / checksPerSpan);
  return () => clearInterval(timer);
}

/** Answers 408 and ends the connection. */
export function cutOff(request: IncomingMessage): void {
  const timeout = Object.assign(new Error('the body came too slowly'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
  answerBrokenRequest(timeout, request.socket);
  request.destroy(timeout);
}
