import type { Socket } from 'node:net';
import { Problem } from '../errors.ts';
import { failure } from './answer.ts';

/** Statuses of what is no HTTP request at all, by Node's name for the fault. */
const statuses: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** Writes to the bare socket, since there is no request to reply to. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const { body } = failure(new Problem('body_malformed', 'no HTTP request'));
  const status = statuses[error.code ?? ''] ?? '400 Bad Request';
  const headers = [
    `HTTP/1.1 ${status}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${body.length}`,
    'connection: close',
  ];
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`, 'latin1');
}
