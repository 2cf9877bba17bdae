import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Reason } from '@gongdan/contract';
import { Problem } from '../../errors.ts';
import { failure } from '../answer.ts';
import { newRequestId } from './request-id.ts';

/** Problems by Node's error code. Any other error means a malformed request. */
const problems: Readonly<Record<string, Problem<Reason>>> = {
  HPE_HEADER_OVERFLOW: new Problem('head_too_large', 'the headers have more than 16 KB'),
  ERR_HTTP_REQUEST_TIMEOUT: new Problem('request_late', 'the request came too slowly'),
};
const malformed = new Problem('body_malformed', 'no HTTP request');

/** How long a client that was answered may still send, or keep its side of the connection open. */
const lingerMs = 1000;

const lingering = new WeakSet<Socket>();

/** An answer that was written on the bare socket. */
export interface BareAnswer {
  readonly requestId: string;
  readonly code: string;
  readonly status: number;
}

/**
 * Answers on the bare socket, since Node has made no request to reply to. Returns undefined when no answer could be
 * written, or one was written already.
 */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): BareAnswer | undefined {
  // The connection was answered already: the parser fails again at each later packet.
  if (lingering.has(socket)) return undefined;
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return undefined;
  }
  return answerLast(socket, problems[error.code ?? ''] ?? malformed);
}

/** Answers with the Problem and ends the connection. */
export function answerLast(socket: Socket, problem: Problem<Reason>): BareAnswer {
  const requestId = newRequestId();
  const { status, code, body } = failure(problem);
  const headers = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${body.length}`,
    `x-request-id: ${requestId}`,
    'connection: close',
  ];
  endGently(socket, `${headers.join('\r\n')}\r\n\r\n${body}`);
  return { requestId, code, status };
}

/**
 * Writes `last` after everything that was written before, and closes our side of the connection. The socket is still
 * read for a second: if it were closed while bytes are unread, the kernel would send a reset, and the client might lose
 * the end of an answer. After that second the socket is destroyed, because a client that never closes would keep it for
 * ever.
 */
export function endGently(socket: Socket, last?: string): void {
  lingering.add(socket);
  if (last === undefined) socket.end();
  else socket.end(last, 'latin1');
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.once('close', () => clearTimeout(timer));
}
