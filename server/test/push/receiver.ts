import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that a receiver got. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Behaviour = (response: ServerResponse, received: Received) => void;

/** An HTTP server on localhost that receives pushes. */
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** Sets how the receiver answers from now on. */
  behave(behaviour: Behaviour): void;
  /** Resolves with all requests when this many have been received since the start. */
  got(count: number): Promise<readonly Received[]>;
  close(): Promise<void>;
}

export const documentedAnswer = '{"data":{"receiveTime":"20260301120000"},"retCode":"000000","retMsg":"ok"}';

/** Makes a behaviour that answers every request with this status, body and headers. */
export function answering(
  status: number,
  body: string | Buffer = documentedAnswer,
  headers: Record<string, string> = {},
): Behaviour {
  return (response) => response.writeHead(status, headers).end(body);
}

export async function startReceiver(behaviour: Behaviour = answering(200)): Promise<Receiver> {
  const received: Received[] = [];
  const waiting: { count: number; resolve: (all: readonly Received[]) => void }[] = [];
  let behave = behaviour;

  const server = createServer(async (request, response) => {
    const one = await read(request);
    received.push(one);
    behave(response, one);
    for (const { count, resolve } of waiting) if (received.length >= count) resolve(received);
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    behave(next) {
      behave = next;
    },
    got: (count) =>
      received.length >= count ? Promise.resolve(received) : new Promise((resolve) => waiting.push({ count, resolve })),
    close: () => closeServer(server),
  };
}

async function read(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
}

export function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

export function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
