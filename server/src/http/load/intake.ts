import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Config } from '../../config/config.ts';
import { noteExpectation } from '../body/expect.ts';
import { GatheringRequest } from '../body/gathering-request.ts';
import type { Connections } from '../connection/connections.ts';
import { tidy } from '../connection/tolerance.ts';
import { flawOf, refuseHead } from '../connection/well-formed.ts';
import { findRoute, type Route, type Routes } from '../routes.ts';
import { consoleKinds } from './console-kinds.ts';
import type { AppOf, Gates } from './gates.ts';
import { makeLanes } from './lanes.ts';
import { kinds } from './limits.ts';
import { unreadBytesOf } from './memory.ts';
import { turnAway } from './turn-away.ts';

/** So much later than its timeout a slow connection may end. */
const mostBetweenChecksMs = 2000;

/** When load is taken for one that stays: see docs/decisions/0012. */
const steadiness = { targetMs: 1000, standsMs: 4000 };

/** What operators ask, to be heard whatever else goes on. */
const urgent: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics']);

/** The console's page lies in memory, costs next to nothing, and shows what is refused: without it there is nothing. */
function isPage(path: string): boolean {
  return path === '/' || path === '/console' || path.startsWith('/console/');
}

/** Who deals with what comes in. */
export interface Takers {
  readonly connections: Connections;
  readonly gates: Gates;
  readonly appOf: AppOf;
  readonly elapsed: () => number;
  readonly newRequestId: () => string;
  /** Hears of every request that was turned away. */
  readonly onTurnedAway: () => void;
  readonly call: (route: Route, requestId: string, request: IncomingMessage, response: ServerResponse) => void;
  readonly others: RequestListener;
}

/**
 * Where requests come in: how many connections, how slowly they may speak, and whose turn it is. A request is turned
 * away before anything is done for it, which costs little more than reading it from the socket.
 */
export function makeIntake(config: Config, routes: Routes, takers: Takers): Server {
  const { connections, gates, appOf, elapsed, newRequestId, onTurnedAway, call, others } = takers;
  const lanes = makeLanes({
    names: kinds,
    patience: { ...steadiness, boundMs: config.waitMs },
    memory: gates.memory,
    hasRoom: (kind) => gates.of(kind).hasRoom(),
    elapsed,
    running: () => performance.now(),
  });
  gates.onRoom(lanes.wake);
  /** Whatever endpoint they are for: twice the largest body. */
  const dropped = 2 * (config.bodyLimit + config.uploadLimit);

  function admit(request: IncomingMessage, response: ServerResponse, path: string): boolean {
    const flaw = flawOf(request);
    if (flaw) refuseHead(response, newRequestId(), path, flaw, dropped);
    else if (connections.enter(request, response)) return true;
    else {
      onTurnedAway();
      turnAway(response, newRequestId(), path, dropped);
    }
    return false;
  }

  function take(request: IncomingMessage, response: ServerResponse): void {
    tidy(request);
    const path = pathOf(request.url);
    if (!admit(request, response, path)) return;
    const route = findRoute(routes, path);
    if (route === undefined && (urgent.has(path) || isPage(path))) {
      others(request, response);
      return;
    }
    const remove = lanes.add(route?.kind ?? consoleKinds.get(path) ?? 'reads', {
      app: appOf(request),
      bytes: unreadBytesOf(request),
      serve() {
        response.off('close', leave);
        if (response.destroyed) return;
        if (route === undefined) others(request, response);
        else call(route, newRequestId(), request, response);
      },
      refuse() {
        onTurnedAway();
        turnAway(response, newRequestId(), path, route?.dropped ?? dropped);
      },
    });
    function leave(): void {
      remove();
    }
    response.once('close', leave);
  }

  const server = createServer(
    {
      headersTimeout: config.headersTimeoutMs,
      requestTimeout: config.requestTimeoutMs,
      keepAliveTimeout: config.keepAliveMs,
      connectionsCheckingInterval: Math.min(mostBetweenChecksMs, config.headersTimeoutMs),
      // Node would answer a request without one itself, with bare text.
      requireHostHeader: false,
      IncomingMessage: GatheringRequest,
    },
    take,
  );
  server.on('checkContinue', (request, response) => {
    noteExpectation(request, response);
    take(request, response);
  });
  server.on('checkExpectation', take);
  connections.watch(server);
  return server;
}

function pathOf(url = ''): string {
  const mark = url.indexOf('?');
  return mark === -1 ? url : url.slice(0, mark);
}
