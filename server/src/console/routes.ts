import { type ConsoleEndpoint, consoleEndpoints } from '@gongdan/contract/console';
import type { FastifyInstance } from 'fastify';
import { abandon } from '../http/answer.ts';
import { consoleKinds } from '../http/load/console-kinds.ts';
import { methodsAt, methodsOf, strayProblem } from '../http/methods.ts';
import type { HostServer } from '../http/server.ts';
import { type AnyConsoleHandler, makeConsoleCall, type SharedByConsole } from './call.ts';
import { consoleHandlers } from './calls/all.ts';
import { addStreamRoute } from './live/stream.ts';
import { refuseConsole, serveConsole } from './serve.ts';

/** Adds a route for every call of the console, and answers every other address below `/api/console` with a fault. */
export function addConsoleRoutes(app: FastifyInstance, shared: SharedByConsole, server: HostServer): void {
  addStreamRoute(app, shared.context, server);
  app.register(
    async (routes) => {
      for (const [name, handler] of Object.entries(consoleHandlers)) {
        const endpoint: ConsoleEndpoint = consoleEndpoints[name as keyof typeof consoleHandlers];
        const call = makeConsoleCall(
          shared,
          server.gates.of(consoleKinds.get(endpoint.path)!),
          endpoint,
          handler as AnyConsoleHandler,
        );
        routes.route({
          method: methodsOf([endpoint.method]),
          url: endpoint.path.slice(prefix.length),
          handler: (request, reply) => {
            serveConsole(server, shared, name, call, request, reply).catch(abandon(server.log, request.id, reply.raw));
          },
        });
      }
      answerStrays(routes);
    },
    { prefix },
  );
}

const prefix = '/api/console';

function answerStrays(routes: FastifyInstance): void {
  routes.setNotFoundHandler(({ method, url }, reply) => {
    const allowed = methodsAt(routes, url);
    const problem = strayProblem(method, allowed);
    if (problem.reason === 'method_wrong') reply.header('allow', allowed.join(', '));
    refuseConsole(reply, problem);
  });
}
