import { streamPath } from '@gongdan/contract/console';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem, refusedField } from '../../errors.ts';
import { abandon, asProblem } from '../../http/answer.ts';
import { reading } from '../../http/methods.ts';
import type { HostServer } from '../../http/server.ts';
import { admitAgent } from '../access.ts';
import type { ServerContext } from '../handler.ts';
import { refuseConsole, visitOf } from '../serve.ts';
import { openListener } from './listener.ts';

/**
 * Adds `GET streamPath?windowId=`: server-sent events until the window closes, the session ends or the server stops.
 */
export function addStreamRoute(app: FastifyInstance, context: ServerContext, server: HostServer): void {
  // The server waits for open responses before it closes, and a stream never ends by itself.
  app.addHook('preClose', (done) => {
    context.live.close();
    done();
  });
  app.route({
    method: reading,
    url: streamPath,
    handler: (request, reply) => {
      serveStream(context, server, request, reply).catch(abandon(server.log, request.id, reply.raw));
    },
  });
}

async function serveStream(
  context: ServerContext,
  server: HostServer,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const startedAt = context.elapsed();
  const code = await open(context, server, request, reply);
  const ms = context.elapsed() - startedAt;
  server.note(request, { endpoint: 'console/stream', code, status: reply.raw.statusCode, ms });
}

async function open(
  context: ServerContext,
  { log, isDraining }: HostServer,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string> {
  try {
    const { company, agent, session } = await admitAgent(context, visitOf(context.publicUrl, request, reply), 'agent');
    const windowId = windowIn(request.url);
    if (isDraining()) throw new Problem('overloaded', 'shutting down');
    const member = { companyId: company.id, agentId: agent.id, windowId, session };
    start(context, member, company.revision, request, reply);
    return 'ok';
  } catch (error) {
    return refuseConsole(reply, asProblem(error, log, request.id));
  }
}

function start(
  { live }: ServerContext,
  member: Parameters<typeof openListener>[1],
  revision: number,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const { raw: response } = reply;
  const isReconnect = request.headers['last-event-id'] !== undefined;
  live.demandRoom(member);
  // The client may have disconnected while its session was being read.
  if (response.destroyed) return;
  reply.hijack();
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
    'x-request-id': request.id,
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const leave = live.listen(openListener(response, member, isReconnect), revision);
  response.on('close', leave);
  response.on('error', leave);
}

function windowIn(url: string): string {
  const windowId = new URLSearchParams(url.split('?')[1]).get('windowId') ?? '';
  if (windowId === '') throw new Problem('parameter_missing', 'is missing', { field: 'windowId' });
  if (windowId.length > 64) throw refusedField('windowId', 'longer than 64 characters');
  return windowId;
}
