import { createServer, type RequestListener, type Server } from 'node:http';
import type { Config } from '../config.ts';
import { pressure } from './pressure.ts';
import { tidy } from './tolerance.ts';
import { mustBeHeard, turnAway } from './turn-away.ts';

const mostBetweenChecksMs = 5000;

/** Where requests come in: how many connections, how slowly they may speak, how many of them at a time. */
export function intake(config: Config, newRequestId: () => string, onTurnedAway: () => void, handle: RequestListener) {
  const isTooMuch = pressure();
  const server: Server = createServer(
    {
      headersTimeout: config.headersTimeoutMs,
      requestTimeout: config.requestTimeoutMs,
      keepAliveTimeout: config.keepAliveMs,
      connectionsCheckingInterval: Math.min(mostBetweenChecksMs, config.headersTimeoutMs),
    },
    (request, response) => {
      if (isTooMuch() && !mustBeHeard(request.url)) {
        onTurnedAway();
        return turnAway(response, newRequestId());
      }
      tidy(request);
      handle(request, response);
    },
  );
  server.maxConnections = config.connections;
  return server;
}
