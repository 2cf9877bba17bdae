import { type ConsoleEndpoint, consoleEndpoints } from '@gongdan/contract/console';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import { Problem } from '../errors.ts';
import { asProblem } from '../http/answer.ts';
import { type Gate, gate, type Kind, kinds, mostOf } from '../http/limits.ts';
import { send } from '../http/send.ts';
import type { Surroundings } from '../http/serve.ts';
import { consoleHandlers } from './all.ts';
import { answered, faulted } from './answer.ts';
import { type AnyConsoleHandler, type ConsoleCall, type ConsoleDesk, consoleCall } from './call.ts';
import { type SessionCookie, sessionCookie } from './cookies.ts';
import type { Visit } from './handler.ts';

/** Adds a route for every call of the console, and an answer for what is none. */
export function addConsoleRoutes(
  app: FastifyInstance,
  config: Config,
  desk: ConsoleDesk,
  surroundings: Surroundings,
): void {
  const most = mostOf(config);
  const gates = new Map(kinds.map((kind) => [kind, gate(most[kind])]));
  app.register(
    async (routes) => {
      for (const [name, handler] of Object.entries(consoleHandlers)) {
        const endpoint: ConsoleEndpoint = consoleEndpoints[name as keyof typeof consoleHandlers];
        const call = consoleCall(desk, gateOf(gates, name, endpoint), endpoint, handler as AnyConsoleHandler);
        routes.route({
          method: endpoint.method,
          url: endpoint.path.slice(prefix.length),
          handler: (request, reply) => {
            serveConsole(surroundings, desk, name, call, request, reply);
          },
        });
      }
      answerStrays(routes);
    },
    { prefix },
  );
}

const prefix = '/api/console';

const lists: ReadonlySet<string> = new Set(['listTickets', 'countViews', 'searchCustomers', 'getCustomer']);

function gateOf(gates: ReadonlyMap<Kind, Gate>, name: string, endpoint: ConsoleEndpoint): Gate {
  return gates.get(kindOf(name, endpoint))!;
}

function kindOf(name: string, { method, access, upload }: ConsoleEndpoint): Kind {
  if (upload) return 'uploads';
  if (method === 'GET') return lists.has(name) ? 'lists' : 'reads';
  return access === 'public' ? 'signIns' : 'writes';
}

async function serveConsole(
  surroundings: Surroundings,
  desk: ConsoleDesk,
  name: string,
  call: ConsoleCall,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const startedAt = performance.now();
  const cookie = sessionCookie(desk.context.publicUrl);
  const code = await answer(surroundings, (visit) => call(request.raw, visit), cookie, request, reply);
  const ms = performance.now() - startedAt;
  const endpoint = `console/${name}`;
  surroundings.meter.count(endpoint, code, ms / 1000);
  surroundings.callLog?.info(
    { requestId: request.id, endpoint, code, status: reply.statusCode, ms: Math.round(ms) },
    'call',
  );
}

async function answer(
  { log, isDraining }: Surroundings,
  call: (visit: Visit) => Promise<object>,
  cookie: SessionCookie,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string> {
  reply.header('cache-control', 'no-store');
  try {
    if (isDraining()) throw new Problem('overloaded', 'shutting down');
    const result = await call({
      address: request.ip,
      secret: cookie.read(request.headers),
      keepSecret: (secret) => reply.header('set-cookie', cookie.write(secret)),
    });
    if (isDraining()) reply.header('connection', 'close');
    return send(reply, answered(result));
  } catch (error) {
    if (isDraining()) reply.header('connection', 'close');
    return send(reply, faulted(asProblem(error, log, request.id)));
  }
}

function answerStrays(routes: FastifyInstance): void {
  const paths = new Set<string>(Object.values<ConsoleEndpoint>(consoleEndpoints).map(({ path }) => path));
  routes.setNotFoundHandler((request, reply) => {
    const known = paths.has(request.url.split('?', 1)[0]!);
    const problem = known
      ? new Problem('method_wrong', 'not by this method')
      : new Problem('path_unknown', 'no such path');
    send(reply.header('cache-control', 'no-store'), faulted(problem));
  });
}
