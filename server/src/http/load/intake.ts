import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Config } from '../../config/config.ts';
import { noteExpectation } from '../body/expect.ts';
import { GatheringRequest } from '../body/gathering-request.ts';
import type { AnsweredRequest } from '../call-notes.ts';
import type { Connections } from '../connection/connections.ts';
import { tidy } from '../connection/tolerance.ts';
import { flawOf, refuseHead } from '../connection/well-formed.ts';
import { findRoute, type Route, type Routes } from '../routes.ts';
import { consoleKinds } from './console-kinds.ts';
import type { AppOf } from './gate.ts';
import type { Gates } from './gates.ts';
import { type Lanes, makeLanes } from './lanes.ts';
import { type Kind, kinds } from './limits.ts';
import { unreadBytesOf } from './memory.ts';
import { turnAway } from './turn-away.ts';

/** How often Node looks for slow connections: one is closed at most so long after its time-out. */
const mostBetweenChecksMs = 2000;

/** When load counts as lasting, so that calls are shed: see docs/decisions/0012. */
const steadiness = { targetMs: 1000, standsMs: 4000 };

/** Paths that operators and their probes ask for. They are answered under any load. */
const urgent: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics']);

/**
 * True for the console's page, which is served under any load. It costs next to nothing, because it is in memory, and
 * it must load so that it can tell its user that calls are refused.
 */
function isPage(path: string): boolean {
  return path === '/' || path === '/console' || path.startsWith('/console/');
}

/** The parts of the server to which requests are passed on. */
export interface Takers {
  readonly connections: Connections;
  readonly gates: Gates;
  readonly appOf: AppOf;
  readonly elapsed: () => number;
  readonly newRequestId: () => string;
  /** Called for every request that is turned away with 503. */
  readonly onTurnedAway: () => void;
  /** Called for every request that is refused before anything is done for it. */
  readonly onRefused: (refused: AnsweredRequest) => void;
  readonly call: (route: Route, requestId: string, request: IncomingMessage, response: ServerResponse) => void;
  /** Serves every request that is not for an endpoint of the contract. */
  readonly others: RequestListener;
}

/**
 * Makes the HTTP server. It bounds how many connections there are and how slow they may be, and decides which request
 * is served next. Turning a request away costs little more than reading it from the socket, because the server has done
 * nothing else for it yet.
 */
export function makeIntake(config: Config, routes: Routes, takers: Takers): Server {
  const intake = new Intake(config, routes, takers);
  const server = createServer(
    {
      headersTimeout: config.headersTimeoutMs,
      requestTimeout: config.requestTimeoutMs,
      keepAliveTimeout: config.keepAliveMs,
      connectionsCheckingInterval: Math.min(mostBetweenChecksMs, config.headersTimeoutMs),
      // Node itself would answer a request without a Host header in bare text; `flawOf` refuses it in our form.
      requireHostHeader: false,
      IncomingMessage: GatheringRequest,
    },
    intake.take,
  );
  // For a head with an `Expect` header, Node emits one of these two events in place of `request`.
  server.on('checkContinue', (request, response) => {
    noteExpectation(request, response);
    intake.take(request, response);
  });
  server.on('checkExpectation', intake.take);
  takers.connections.watch(server, (request, answer) => takers.onRefused({ request, ...answer, ms: 0 }));
  return server;
}

class Intake {
  readonly #routes: Routes;
  readonly #takers: Takers;
  readonly #lanes: Lanes<Kind>;
  /** How many bytes of a body are read and dropped at most when its endpoint is unknown: twice the largest body. */
  readonly #dropped: number;

  constructor(config: Config, routes: Routes, takers: Takers) {
    const { gates, elapsed } = takers;
    this.#routes = routes;
    this.#takers = takers;
    this.#dropped = 2 * (config.bodyLimit + config.uploadLimit);
    this.#lanes = makeLanes({
      names: kinds,
      patience: { ...steadiness, boundMs: config.waitMs },
      memory: gates.memory,
      hasRoom: (kind) => gates.of(kind).hasRoom(),
      elapsed,
      running: () => performance.now(),
    });
    gates.onRoom(() => this.#lanes.wake());
  }

  /** Refuses a request, hands it on at once, or queues it in the lane of its kind. */
  readonly take = (request: IncomingMessage, response: ServerResponse): void => {
    tidy(request);
    const path = pathOf(request.url);
    if (!this.#admit(request, response, path)) return;
    const route = findRoute(this.#routes, path);
    if (route === undefined && (urgent.has(path) || isPage(path))) this.#takers.others(request, response);
    else this.#queue(request, response, path, route);
  };

  /** False when the request was refused for its head, or because its client has too many calls under way. */
  #admit(request: IncomingMessage, response: ServerResponse, path: string): boolean {
    const { connections, newRequestId } = this.#takers;
    const flaw = flawOf(request);
    if (flaw) {
      const requestId = newRequestId();
      const { status, code } = refuseHead(response, requestId, path, flaw, this.#dropped);
      this.#takers.onRefused({ request, requestId, code, status, ms: 0 });
    } else if (connections.enter(request, response)) return true;
    else this.#turnAway(request, response, path, this.#dropped);
    return false;
  }

  #queue(request: IncomingMessage, response: ServerResponse, path: string, route: Route | undefined): void {
    const { appOf, call, elapsed, newRequestId, others } = this.#takers;
    const cameAt = elapsed();
    const remove = this.#lanes.add(route?.kind ?? consoleKinds.get(path) ?? 'reads', {
      app: appOf(request),
      bytes: unreadBytesOf(request),
      serve() {
        response.off('close', leave);
        if (response.destroyed) return;
        if (route === undefined) others(request, response);
        else call(route, newRequestId(), request, response);
      },
      refuse: () => this.#turnAway(request, response, path, route?.dropped ?? this.#dropped, elapsed() - cameAt),
    });
    function leave(): void {
      remove();
    }
    response.once('close', leave);
  }

  #turnAway(request: IncomingMessage, response: ServerResponse, path: string, dropped: number, ms = 0): void {
    const requestId = this.#takers.newRequestId();
    const { status, code } = turnAway(response, requestId, path, dropped);
    this.#takers.onTurnedAway();
    this.#takers.onRefused({ request, requestId, code, status, ms });
  }
}

function pathOf(url = ''): string {
  const mark = url.indexOf('?');
  return mark === -1 ? url : url.slice(0, mark);
}
