import type { OutgoingHttpHeaders } from 'node:http';
import type { Reason } from '@gongdan/contract';
import type { FastifyReply } from 'fastify';
import type { Problem } from '../errors.ts';
import { failure } from './answer.ts';
import { dropRest } from './body/drop.ts';
import { noteRefusal } from './call-notes.ts';
import { json } from './send.ts';

/** Answers a request that reached no call, with the envelope that answers of calls have. */
export function refuse(reply: FastifyReply, problem: Problem<Reason>): FastifyReply {
  const { status, code, body, retryAfter } = failure(problem);
  noteRefusal(reply.request.raw, code);
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  reply.code(status).header('content-type', json);
  return sendEvenEarly(reply, Buffer.from(body, 'latin1'));
}

/**
 * Sends an answer, also while the request's body is still coming. The rest of the request's body is read and dropped,
 * up to twice the framework's `bodyLimit`.
 */
export function sendEvenEarly(reply: FastifyReply, body: Buffer): FastifyReply {
  const { raw: response, request, statusCode } = reply;
  if (request.raw.complete && request.raw.readableLength === 0) return reply.send(body);
  const { bodyLimit = 0 } = reply.server.initialConfig;
  const head = { ...(reply.getHeaders() as OutgoingHttpHeaders), 'content-length': body.length };
  reply.hijack();
  response.writeHead(statusCode, head);
  response.write(body);
  dropRest(request.raw, response, 2 * bodyLimit).catch((cause) => response.destroy(cause));
  return reply;
}
