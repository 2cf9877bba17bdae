import { codes } from '@gongdan/contract';
import type { FastifyReply } from 'fastify';
import type { Encoding, PreparedAnswer } from '../api/handler.ts';
import type { Sent } from './answer.ts';

const json = 'application/json; charset=utf-8';

/** Returns `ret_code`. */
export function send(reply: FastifyReply, { status, code, body }: Sent): string {
  reply.code(status).header('content-type', json);
  if (status === 503) reply.header('retry-after', '1');
  if (status === 429) reply.header('retry-after', '10');
  // What is still arriving of a body that nobody wants would keep the next request waiting.
  if (status !== 200 && !reply.request.raw.complete) reply.header('connection', 'close');
  // Node encodes a string on its way to the socket at twice the price.
  reply.send(Buffer.from(body));
  return code;
}

/** Sends bytes made before, in the best encoding that the client takes, or 304 when it has them already. */
export async function sendPrepared(reply: FastifyReply, answer: PreparedAnswer): Promise<string> {
  const { 'if-none-match': known, 'accept-encoding': accepted } = reply.request.headers;
  reply.header('etag', answer.etag).header('vary', 'accept-encoding').header('cache-control', 'private, no-cache');
  if (known !== undefined && matches(known, answer.etag)) {
    reply.code(304).send();
    return codes.ok.code;
  }
  const encoding = bestEncoding(accepted);
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  reply.header('content-type', answer.contentType).send(await answer.body(encoding));
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

/** Whether an accept-encoding header allows the encoding. */
export function takesEncoding(accepted: string, encoding: string): boolean {
  return accepted.split(',').some((entry) => {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    return name === encoding && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
  });
}
