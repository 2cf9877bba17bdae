import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { form } from '../api/handler.ts';
import { Problem } from '../errors.ts';
import { asWireProblem, failure, success } from './answer.ts';
import { dropRest } from './body/drop.ts';
import type { CallNotes } from './call-notes.ts';
import type { Route } from './routes.ts';
import { type Reply, send, sendPrepared } from './send.ts';

/** The log and the state of the server, which every call needs. */
export interface Surroundings {
  readonly log: Logger;
  readonly notes: CallNotes;
  readonly isDraining: () => boolean;
}

/** Answers a request for the endpoint. Every failure is answered with an envelope, too. */
export async function serve(
  surroundings: Surroundings,
  route: Route,
  requestId: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const startedAt = performance.now();
  const reply: Reply = { request, response, requestId, closes: false };
  const isByMethod = route.methods.has(request.method!);
  const code = isByMethod ? await answer(surroundings, route, reply) : refuseMethod(reply, route);
  const ms = performance.now() - startedAt;
  if (isByMethod) route.count(code, ms / 1000);
  surroundings.notes.call({ request, requestId, endpoint: route.name, code, status: response.statusCode, ms });
  await finishResponse(reply, route);
}

function refuseMethod(reply: Reply, { methods }: Route): string {
  const problem = new Problem('method_wrong', 'not by this method');
  return send(reply, failure(problem), ['allow', [...methods].join(', ')]);
}

/** Ends the response of an answer that was written while the request's body was still coming. */
async function finishResponse({ request, response }: Reply, { dropped }: Route): Promise<void> {
  if (!response.writableEnded) await dropRest(request, response, dropped);
}

/** Performs the call and sends its answer or its failure. Returns `ret_code`. */
async function answer({ log, isDraining }: Surroundings, route: Route, reply: Reply): Promise<string> {
  try {
    if (isDraining()) throw new Problem('overloaded', 'shutting down');
    const result = await route.call(reply.request);
    reply.closes = isDraining();
    return result[form] === 'prepared' ? await sendPrepared(reply, result) : send(reply, success(result));
  } catch (error) {
    reply.closes = isDraining();
    return send(reply, failure(asWireProblem(error, log, reply.requestId)));
  }
}
