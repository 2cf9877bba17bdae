import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { isPrepared } from '../api/handler.ts';
import { Problem } from '../errors.ts';
import { asProblem, failure, success } from './answer.ts';
import type { Call } from './call.ts';
import type { Meter } from './meter.ts';
import { send, sendPrepared } from './send.ts';

/** What surrounds every call: who is counting, who is watching, and whether the house is closing. */
export interface Surroundings {
  readonly log: Logger;
  /** Where each call leaves a line; undefined for no lines. */
  readonly callLog: Logger | undefined;
  readonly meter: Meter;
  readonly isDraining: () => boolean;
}

/** Answers a request for the named endpoint: whatever happens, with an envelope. */
export async function serve(
  surroundings: Surroundings,
  endpoint: string,
  call: Call,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const startedAt = performance.now();
  const code = await answer(surroundings, call, request, reply);
  const ms = performance.now() - startedAt;
  surroundings.meter.count(endpoint, code, ms / 1000);
  surroundings.callLog?.info(
    { requestId: request.id, endpoint, code, status: reply.statusCode, ms: Math.round(ms) },
    'call',
  );
}

/** Returns `ret_code`. */
async function answer(
  { log, isDraining }: Surroundings,
  call: Call,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string> {
  try {
    if (isDraining()) throw new Problem('overloaded', 'shutting down');
    const result = await call(request.raw);
    if (isDraining()) reply.header('connection', 'close');
    if (isPrepared(result)) return await sendPrepared(reply, result);
    return send(reply, success(result));
  } catch (error) {
    if (isDraining()) reply.header('connection', 'close');
    return send(reply, failure(asProblem(error, log, request.id)));
  }
}
