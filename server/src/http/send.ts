import type { IncomingMessage, ServerResponse } from 'node:http';
import { codes } from '@gongdan/contract';
import type { Encoding, PreparedAnswer } from '../api/handler.ts';
import type { Sent } from './answer.ts';

/** A request and its response, before the answer is known. */
export interface Reply {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  /** True when the connection is to be closed after the answer. */
  closes: boolean;
}

export const json = 'application/json; charset=utf-8';

/**
 * Sends head and body together. Returns `ret_code`. If the request's body was not read to its end, the response stays
 * open, and the caller ends it by `dropRest`.
 */
export function send(reply: Reply, { status, code, body, retryAfter }: Sent, more: readonly string[] = []): string {
  const { request, response, requestId, closes } = reply;
  const head = ['content-type', json, 'content-length', String(body.length), 'x-request-id', requestId, ...more];
  if (retryAfter !== undefined) head.push('retry-after', retryAfter);
  if (closes) head.push('connection', 'close');
  response.writeHead(status, head);
  // A `JsonText` has one character for each byte, which latin1 writes as it is.
  if (request.complete && request.readableLength === 0) response.end(body, 'latin1');
  else response.write(body, 'latin1');
  return code;
}

/** Sends prepared bytes in the best encoding that the client accepts, or 304 when the client has them already. */
export async function sendPrepared(reply: Reply, answer: PreparedAnswer): Promise<string> {
  const { request, response, requestId, closes } = reply;
  const { 'if-none-match': known, 'accept-encoding': accepted } = request.headers;
  const head = ['etag', answer.etag, 'vary', 'accept-encoding', 'cache-control', 'private, no-cache'];
  head.push('x-request-id', requestId);
  if (closes) head.push('connection', 'close');
  if (known !== undefined && matches(known, answer.etag)) {
    response.writeHead(304, head).end();
    return codes.ok.code;
  }
  const encoding = bestEncoding(accepted);
  const bytes = await answer.body(encoding);
  if (encoding !== 'identity') head.push('content-encoding', encoding);
  head.push('content-type', answer.contentType, 'content-length', String(bytes.length));
  response.writeHead(200, head).end(bytes);
  return codes.ok.code;
}

function matches(known: string, etag: string): boolean {
  const strong = etag.replace(/^W\//, '');
  return known.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === strong);
}

function bestEncoding(accepted = ''): Encoding {
  const taken = (['br', 'gzip'] as const).filter((encoding) => takesEncoding(accepted, encoding));
  return taken[0] ?? 'identity';
}

/** True when an accept-encoding header names the encoding, and not with a `q` of 0. */
export function takesEncoding(accepted: string, encoding: string): boolean {
  return accepted.split(',').some((entry) => {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    return name === encoding && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
  });
}
