import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Endpoint, type EndpointName, endpoints } from '@gongdan/contract';
import { type FastifyInstance, fastify } from 'fastify';
import { handlers } from '../api/all.ts';
import type { Config } from '../config.ts';
import { Problem } from '../errors.ts';
import { asProblem, failure } from './answer.ts';
import { answerBrokenRequest } from './broken-request.ts';
import { type AnyHandler, callOf, type Desk } from './call.ts';
import { addExportRoutes } from './exports.ts';
import { addFileRoutes } from './files.ts';
import { addHealthRoutes } from './health.ts';
import { intake } from './intake.ts';
import { gate, kindOf, kinds, mostOf } from './limits.ts';
import { type Meter, meter } from './meter.ts';
import { rates } from './rates.ts';
import { readEncoded } from './raw-address.ts';
import { send } from './send.ts';
import { type Surroundings, serve } from './serve.ts';

/** Connections that wait to be taken: of a sudden crowd the kernel lets those beyond it wait for seconds. */
const backlog = 4096;

/** The listening side of the product. */
export interface Door {
  /** Starts to listen; answers with the port. */
  open(): Promise<number>;
  /**
   * Says for `leaveMs` that it is not ready any more, then turns new calls away, waits for those under way, at most
   * `drainMs`, and closes every connection.
   */
  close(): Promise<void>;
}

/** What a wing of the house hears from the door, and tells it. */
export interface House extends Pick<Surroundings, 'log' | 'isDraining'> {
  /** Counts a call that was answered, and leaves its line. */
  note(call: { requestId: string; endpoint: string; code: string; status: number; ms: number }): void;
}

/** What is reached by the same door beside the wire. */
export type Wing = (app: FastifyInstance, house: House) => void;

/** `describe` tells what `/metrics` shows of the parts behind the door. */
export function makeDoor(
  config: Config,
  { describe, wings = [], ...parts }: Omit<Desk, 'countCall'> & { describe: () => Promise<string>; wings?: Wing[] },
): Door {
  const desk: Desk = { ...parts, countCall: rates(config.rateLimit, parts.context.now) };
  const { db, files, log } = desk.context;
  let leaving = false;
  let draining = false;
  const surroundings: Surroundings = {
    log,
    // The lines of calls hold nothing that would have to be hidden, and looking for it costs as much as the line.
    callLog: config.logRequests ? log.child({}, { redact: [] }) : undefined,
    meter: meter(),
    isDraining: () => draining,
  };
  const app = makeApp(config, surroundings.meter);
  answerStrays(app, surroundings);
  addCallRoutes(app, config, desk, surroundings);
  addFileRoutes(app, files);
  addExportRoutes(app, desk.context.exports);
  addHealthRoutes(app, {
    db,
    meter: surroundings.meter,
    describe,
    isLeaving: () => leaving,
    publicUrl: () => desk.context.publicUrl,
  });
  for (const add of wings) add(app, houseOf(surroundings));
  return {
    async open() {
      await app.listen({ host: config.host, port: config.port, backlog });
      return (app.server.address() as AddressInfo).port;
    },
    async close() {
      leaving = true;
      if (config.leaveMs > 0) await wait(config.leaveMs);
      draining = true;
      const cutOff = setTimeout(() => app.server.closeAllConnections(), config.drainMs);
      await app.close();
      clearTimeout(cutOff);
    },
  };
}

function houseOf({ log, isDraining, meter, callLog }: Surroundings): House {
  return {
    log,
    isDraining,
    note(call) {
      meter.count(call.endpoint, call.code, call.ms / 1000);
      callLog?.info({ ...call, ms: Math.round(call.ms) }, 'call');
    },
  };
}

function makeApp(config: Config, { turnAway }: Meter): FastifyInstance {
  const newRequestId = requestIds();
  const app: FastifyInstance = fastify({
    logger: false,
    // No route has a schema: see parameters.ts. Loading the compilers for them would take 8 MB and a tenth of the start.
    schemaController: { compilersFactory: { buildValidator: () => noSchemas, buildSerializer: () => noSchemas } },
    genReqId: newRequestId,
    trustProxy: config.trustProxy === null ? false : [...config.trustProxy],
    exposeHeadRoutes: false,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 4096, querystringParser: () => ({}) },
    frameworkErrors: (_error, _request, reply) => send(reply, failure(new Problem('path_unknown', 'no such path'))),
    clientErrorHandler: (error, socket) => {
      if (!readEncoded(app.server, error, socket)) answerBrokenRequest(error, socket);
    },
    serverFactory: (handle) => intake(config, newRequestId, turnAway, handle),
  });
  return app;
}

function requestIds(): () => string {
  const prefix = randomBytes(6).toString('hex');
  let count = 0;
  return () => `${prefix}-${(count++).toString(36)}`;
}

function noSchemas(): never {
  throw new Error('routes have no schemas');
}

function addCallRoutes(app: FastifyInstance, config: Config, desk: Desk, surroundings: Surroundings): void {
  const most = mostOf(config);
  const gates = new Map(kinds.map((kind) => [kind, gate(most[kind])]));
  // Bodies are read by the calls themselves, whatever type they say they are of.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _body, done) => done(null));
  for (const [name, endpoint] of Object.entries(endpoints) as [EndpointName, Endpoint][]) {
    const call = callOf(desk, gates.get(kindOf(name, endpoint))!, endpoint, handlers[name] as AnyHandler);
    app.route({
      method: endpoint.reads ? [...new Set([endpoint.method, 'POST'])] : endpoint.method,
      url: endpoint.path,
      handler: (request, reply) => {
        serve(surroundings, name, call, request, reply);
      },
    });
  }
}

/** Requests that reach no call: every answer carries the request's id and an envelope all the same. */
function answerStrays(app: FastifyInstance, { log }: Surroundings): void {
  const paths = new Set(Object.values<Endpoint>(endpoints).map(({ path }) => path));
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] as Endpoint['path'];
    const known = paths.has(path);
    const problem = known
      ? new Problem('method_wrong', 'not by this method')
      : new Problem('path_unknown', 'no such path');
    send(reply, failure(problem));
  });
  app.setErrorHandler((error, request, reply) => {
    send(reply, failure(asProblem(error, log, request.id)));
  });
}
