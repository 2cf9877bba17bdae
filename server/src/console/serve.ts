import { statusOf } from '@gongdan/contract/console';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../errors.ts';
import { asProblem, retryAfterOf } from '../http/answer.ts';
import { noteCaller, noteRefusal } from '../http/call-notes.ts';
import { sendEvenEarly } from '../http/refuse.ts';
import type { HostServer } from '../http/server.ts';
import type { ConsoleCall, SharedByConsole } from './call.ts';
import { makeSessionCookie } from './cookies.ts';
import type { Visit } from './handler.ts';

/** Answers a request for the named call, with the call's answer or, whatever fails, with a fault. */
export async function serveConsole(
  server: HostServer,
  { context }: Pick<SharedByConsole, 'context'>,
  name: string,
  call: ConsoleCall,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const startedAt = context.elapsed();
  const code = await answer(server, () => call(request.raw, visitOf(context.publicUrl, request, reply)), reply);
  const ms = context.elapsed() - startedAt;
  server.note(request, { endpoint: `console/${name}`, code, status: reply.statusCode, ms });
}

/** Answers a call of the console with the Problem, and returns its reason. */
export function refuseConsole(reply: FastifyReply, problem: Problem): string {
  const { reason, text } = problem;
  noteRefusal(reply.request.raw, reason);
  // The console's parameters have the names of our properties.
  const field = problem.field ?? problem.property;
  const status = statusOf(reason);
  const retryAfter = retryAfterOf(status, problem);
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  send(reply, status, { reason, text, ...(field !== undefined && { field }) });
  return reason;
}

export function visitOf(publicUrl: string, request: FastifyRequest, reply: FastifyReply): Visit {
  const cookie = makeSessionCookie(publicUrl);
  return {
    address: request.ip,
    secret: cookie.read(request.headers),
    noteCaller: (caller) => noteCaller(request.raw, caller),
    keepSecret: (secret) => reply.header('set-cookie', cookie.write(secret)),
  };
}

/** Performs the call and sends its answer or a fault. Returns `ok` or the reason of the fault. */
async function answer(
  { log, isDraining }: HostServer,
  call: () => Promise<object>,
  reply: FastifyReply,
): Promise<string> {
  try {
    if (isDraining()) throw new Problem('overloaded', 'shutting down');
    const result = await call();
    if (isDraining()) reply.header('connection', 'close');
    send(reply, 200, result);
    return 'ok';
  } catch (error) {
    if (isDraining()) reply.header('connection', 'close');
    return refuseConsole(reply, asProblem(error, log, reply.request.id));
  }
}

function send(reply: FastifyReply, status: number, body: object): void {
  reply
    .code(status)
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff');
  sendEvenEarly(reply, Buffer.from(JSON.stringify(body)));
}
