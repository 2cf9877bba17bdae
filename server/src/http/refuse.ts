import type { FastifyReply } from 'fastify';
import type { Problem } from '../errors.ts';
import { failure } from './answer.ts';
import { json } from './send.ts';

/** Answers a request that reached no call with an envelope all the same. */
export function refuse(reply: FastifyReply, problem: Problem): FastifyReply {
  const { status, body } = failure(problem);
  if (status === 503) reply.header('retry-after', '1');
  // What is still arriving of a body that nobody wants would keep the next request waiting.
  if (!reply.request.raw.complete) reply.header('connection', 'close');
  return reply.code(status).header('content-type', json).send(Buffer.from(body, 'latin1'));
}
