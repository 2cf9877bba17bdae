import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type FastifyInstance, type FastifyRequest, fastify } from 'fastify';
import type { Config } from '../config/config.ts';
import { Problem } from '../errors.ts';
import { abandon, asWireProblem } from './answer.ts';
import { hasBody } from './body/body.ts';
import { dropBody } from './body/drop.ts';
import type { SharedByCalls } from './call.ts';
import { type CallNotes, makeCallNotes, noNotes } from './call-notes.ts';
import { answerBrokenRequest } from './connection/broken-request.ts';
import { readAddresses } from './connection/client-address.ts';
import { Connections } from './connection/connections.ts';
import { readEncoded } from './connection/raw-address.ts';
import { newRequestId } from './connection/request-id.ts';
import { addExportRoutes } from './exports.ts';
import { addFileRoutes } from './files.ts';
import { addHealthRoutes } from './health.ts';
import { type Gates, makeGates } from './load/gates.ts';
import { makeIntake } from './load/intake.ts';
import { type Meter, makeMeter } from './meter.ts';
import { methodsAt, reading, strayProblem } from './methods.ts';
import { type Describe, makeMetrics } from './metrics.ts';
import { refuse } from './refuse.ts';
import { routesOf } from './routes.ts';
import { type Surroundings, serve } from './serve.ts';

/**
 * How many new connections the kernel queues. The kernel ignores further ones, and their clients retry only after a
 * second.
 */
const backlog = 4096;

/** The HTTP server of the product. */
export interface HttpServer {
  /** Starts to listen; resolves to the port. */
  open(): Promise<number>;
  /**
   * Closes the server in the three steps of `Ending`, and then every connection. Without `ending` the times are those
   * of the settings.
   */
  close(ending?: Ending): Promise<void>;
}

/** How a server closes, in three steps. /readyz answers 503 from the first step on. */
export interface Ending {
  /** How long calls are served as before. */
  readonly serveMs: number;
  /** How long new calls are refused after that, on new connections too. */
  readonly refuseMs: number;
  /** How long calls under way are waited for, at most; never longer than the setting says. */
  readonly drainMs: number;
}

/** The part of the server that added routes may use. */
export interface HostServer extends Pick<Surroundings, 'log' | 'isDraining'> {
  /** The gates that the contract's calls pass, too. */
  readonly gates: Gates;
  /** Counts a call that was answered, and logs it. */
  note(request: FastifyRequest, call: { endpoint: string; code: string; status: number; ms: number }): void;
}

/** Adds routes that are not calls of the contract: those of the console and of its page. */
export type AddRoutes = (app: FastifyInstance, server: HostServer) => void;

/**
 * Makes the HTTP server of the product. Each of `metrics` returns the lines for `/metrics` of another part of the product.
 */
export function makeHttpServer(
  config: Config,
  { metrics, addRoutes = [], ...shared }: SharedByCalls & { metrics: readonly Describe[]; addRoutes?: AddRoutes[] },
): HttpServer {
  const { db, files, log } = shared.context;
  const orderly: Ending = { serveMs: config.leaveMs, refuseMs: 0, drainMs: config.drainMs };
  let leaving = false;
  let draining = false;
  const counted = makeMeter();
  const surroundings: Surroundings = {
    log,
    notes: config.logRequests ? makeCallNotes(log, shared.addressOf) : noNotes,
    isDraining: () => draining,
  };
  const appOf = ({ headers: { token } }: IncomingMessage) =>
    (typeof token === 'string' ? shared.tokens.rememberedApp(token.trim()) : undefined) ?? '';
  const gates = makeGates(config, appOf);
  const connections = new Connections(config, readAddresses(config));
  const app = makeApp(config, surroundings.notes, connections, (others) =>
    makeIntake(config, routesOf(gates, shared, counted), {
      connections,
      gates,
      appOf,
      elapsed: shared.context.elapsed,
      newRequestId,
      onTurnedAway: counted.turnAway,
      onRefused: surroundings.notes.refused,
      call(route, requestId, request, response) {
        serve(surroundings, route, requestId, request, response).catch(abandon(log, requestId, response));
      },
      others,
    }),
  );
  answerStrays(app, surroundings, config.bodyLimit);
  addFileRoutes(app, files);
  addExportRoutes(app, shared.context.exports);
  addHealthRoutes(app, {
    db,
    describe: makeMetrics(db, log, [counted.describe, connections.describe, ...metrics]),
    isLeaving: () => leaving,
    publicUrl: () => shared.context.publicUrl,
  });
  for (const add of addRoutes) add(app, hostServerOf(surroundings, gates, counted));
  return {
    async open() {
      await app.listen({ host: config.host, port: config.port, backlog });
      return (app.server.address() as AddressInfo).port;
    },
    async close({ serveMs, refuseMs, drainMs } = orderly) {
      leaving = true;
      if (serveMs > 0) await wait(serveMs);
      draining = true;
      if (refuseMs > 0) await wait(refuseMs);
      const cutOff = setTimeout(() => app.server.closeAllConnections(), Math.min(drainMs, config.drainMs));
      await app.close();
      clearTimeout(cutOff);
    },
  };
}

function hostServerOf({ log, isDraining, notes }: Surroundings, gates: Gates, { tallyOf }: Meter): HostServer {
  return {
    gates,
    log,
    isDraining,
    note({ id: requestId, raw: request }, call) {
      tallyOf(call.endpoint)(call.code, call.ms / 1000);
      notes.other({ request, requestId, ...call });
    },
  };
}

/**
 * Makes the framework's app. The contract's calls bypass it; it serves all other addresses, and answers unknown ones.
 */
function makeApp(
  config: Config,
  notes: CallNotes,
  connections: Connections,
  serverFactory: (handle: RequestListener) => Server,
): FastifyInstance {
  const app: FastifyInstance = fastify({
    logger: false,
    // No route has a schema. The compilers for schemas would take 8 MB and a tenth of the time of a start.
    schemaController: { compilersFactory: { buildValidator: () => noSchemas, buildSerializer: () => noSchemas } },
    genReqId: newRequestId,
    trustProxy: config.trustProxy === null ? false : [...config.trustProxy],
    // Routes name HEAD themselves (`reading`). While the server closes, `serve` refuses calls, with an envelope.
    exposeHeadRoutes: false,
    return503OnClosing: false,
    // The framework reads no body. Only `sendEvenEarly` uses this limit.
    bodyLimit: config.bodyLimit + config.uploadLimit,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 4096, querystringParser: () => ({}) },
    frameworkErrors: (_error, { raw: request, id: requestId }, reply) => {
      refuse(reply, new Problem('path_unknown', 'no such path'));
      // The framework calls no hook for these.
      notes.other({ request, requestId, status: reply.statusCode, ms: reply.elapsedTime });
    },
    clientErrorHandler: (error, socket) => {
      if (readEncoded(app.server, error, socket, connections)) return;
      const refuseIt = () => {
        const answer = answerBrokenRequest(error, socket);
        if (answer) notes.broken({ address: socket.remoteAddress, ...answer });
      };
      // If this answer were written now, the client would take it for the answer of a call under way.
      if (connections.afterAnswers(socket, refuseIt)) return;
      if (connections.isAnswering(socket)) socket.destroy();
      else refuseIt();
    },
    serverFactory,
  });
  // The framework reads no bodies: none of its routes wants one.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _body, done) => done(null));
  return app;
}

function noSchemas(): never {
  throw new Error('routes have no schemas');
}

/** Gives every answer of the framework the request's id, and requests that reach no call an envelope. */
function answerStrays(app: FastifyInstance, { log, notes }: Surroundings, bodyLimit: number): void {
  app.addHook('onResponse', ({ raw: request, id: requestId, routeOptions: { url } }, reply, done) => {
    const [status, ms] = [reply.raw.statusCode, reply.elapsedTime];
    notes.other({ request, requestId, endpoint: url, status, ms });
    done();
  });
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    // Node would read the rest of the body of an answered request without a limit, so the body is dropped here first.
    // For unknown paths `refuse` limits how much is read, and the routes of other methods read the body themselves.
    if (request.is404 || !reading.includes(request.method) || !hasBody(request.raw)) done();
    else dropBody(request.raw, bodyLimit).then(() => done(), done);
  });
  app.setNotFoundHandler(({ method, url }, reply) => {
    const allowed = methodsAt(app, url);
    const problem = strayProblem(method, allowed);
    if (problem.reason === 'method_wrong') reply.header('allow', allowed.join(', '));
    refuse(reply, problem);
  });
  app.setErrorHandler((error, request, reply) => {
    refuse(reply, asWireProblem(error, log, request.id));
  });
}
