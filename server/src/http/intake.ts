import { createServer, type RequestListener, type Server } from 'node:http';
import { type Endpoint, type EndpointName, endpoints } from '@gongdan/contract';
import type { Config } from '../config.ts';
import { lanes } from './lanes.ts';
import { type Kind, kindOf, mostOf } from './limits.ts';
import { tidy } from './tolerance.ts';
import { turnAway } from './turn-away.ts';

const mostBetweenChecksMs = 5000;

/** What operators ask, to be heard whatever else goes on. */
const urgent: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics']);

const kinds: ReadonlyMap<string, Kind> = new Map(
  (Object.entries(endpoints) as [EndpointName, Endpoint][]).map(([name, endpoint]) => [
    endpoint.path,
    kindOf(name, endpoint),
  ]),
);

/**
 * Where requests come in: how many connections, how slowly they may speak, and whose turn it is. What can't be served
 * in time is turned away before anything is done for it, which costs little more than reading it from the socket.
 */
export function intake(
  config: Config,
  newRequestId: () => string,
  onTurnedAway: () => void,
  handle: RequestListener,
): Server {
  const queues = lanes(mostOf(config));
  const server = createServer(
    {
      headersTimeout: config.headersTimeoutMs,
      requestTimeout: config.requestTimeoutMs,
      keepAliveTimeout: config.keepAliveMs,
      connectionsCheckingInterval: Math.min(mostBetweenChecksMs, config.headersTimeoutMs),
    },
    (request, response) => {
      tidy(request);
      const path = pathOf(request.url);
      if (urgent.has(path)) return handle(request, response);
      queues.add(kinds.get(path) ?? 'reads', {
        serve() {
          if (!response.destroyed) handle(request, response);
        },
        refuse() {
          onTurnedAway();
          turnAway(response, newRequestId());
        },
      });
    },
  );
  server.maxConnections = config.connections;
  return server;
}

function pathOf(url = ''): string {
  const mark = url.indexOf('?');
  return mark === -1 ? url : url.slice(0, mark);
}
