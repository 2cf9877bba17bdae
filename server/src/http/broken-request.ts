import type { Socket } from 'node:net';
import { Problem } from '../errors.ts';
import { failure } from './answer.ts';
import { newRequestId } from './request-id.ts';

/** Statuses of what is no HTTP request at all, by Node's name for the fault. */
const statuses: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** So long a client that was answered may go on sending, or keep its end open. */
const lingerMs = 1000;

const lingering = new WeakSet<Socket>();

/** Writes to the bare socket, since there is no request to reply to. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  // The parser fails again at whatever follows.
  if (lingering.has(socket)) return;
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = statuses[error.code ?? ''] ?? '400 Bad Request';
  answerLast(socket, status, new Problem('body_malformed', 'no HTTP request'));
}

/** Answers and ends the connection. */
export function answerLast(socket: Socket, status: string, problem: Problem): void {
  const { body } = failure(problem);
  const headers = [
    `HTTP/1.1 ${status}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${body.length}`,
    `x-request-id: ${newRequestId()}`,
    'connection: close',
  ];
  socket.write(`${headers.join('\r\n')}\r\n\r\n${body}`, 'latin1');
  endGently(socket);
}

/**
 * Ends a connection when all that was written to it has left. What still comes is read for a second, because a socket that
 * is closed over unread bytes resets, and its client may lose the end of an answer. Then it is destroyed: a client that
 * never closes would keep it for ever.
 */
export function endGently(socket: Socket): void {
  lingering.add(socket);
  socket.end();
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.once('close', () => clearTimeout(timer));
}
