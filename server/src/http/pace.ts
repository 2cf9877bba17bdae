import type { IncomingMessage } from 'node:http';
import { answerBrokenRequest } from './broken-request.ts';

/** In every span of a body so many bytes must come, or the rest of it. */
const spanMs = 10_000;
const leastBytes = 32 * 1024;

/** Ends the connection of a body that comes too slowly to be waited for. Answers what ends the watch. */
export function watchPace(request: IncomingMessage): () => void {
  const { socket } = request;
  let before = socket.bytesRead;
  const timer = setInterval(() => {
    const came = socket.bytesRead - before;
    before = socket.bytesRead;
    if (came >= leastBytes) return;
    clearInterval(timer);
    const timeout = Object.assign(new Error('the body came too slowly'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
    answerBrokenRequest(timeout, socket);
    request.destroy(timeout);
  }, spanMs);
  return () => clearInterval(timer);
}
