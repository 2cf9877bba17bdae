import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Spreads calls over nodes like the balancer of a deployment. */
export interface Balancer {
  readonly url: string;
  /** Puts the node at this place, instead of an earlier one. The node gets calls while it reports that it is ready. */
  put(place: number, nodeUrl: string): Promise<void>;
  close(): Promise<void>;
}

const askEveryMs = 50;

/**
 * Checks which nodes are ready and gives them calls in turn. A call that a node did not accept goes to the next one. A
 * call that was interrupted is not repeated, and its caller's connection is closed.
 */
export async function startBalancer(): Promise<Balancer> {
  const nodes: { url: string; ready: boolean }[] = [];
  let turn = 0;

  async function ask(node: { url: string; ready: boolean }): Promise<void> {
    node.ready = await fetch(`${node.url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  async function pass(call: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await buffer(call);
    for (let tries = 0; tries < 2 * nodes.length; tries += 1) {
      const ready = nodes.filter((node) => node.ready);
      const node = ready[turn++ % ready.length];
      if (!node) break;
      const outcome = await forward(node.url, call, body, answer);
      if (outcome === 'answered') return;
      if (outcome === 'broken') {
        answer.destroy();
        return;
      }
      node.ready = false;
    }
    answer.writeHead(503).end('{"ret_code":"999999","ret_msg":"no node"}');
  }

  const asking = setInterval(() => nodes.forEach(ask), askEveryMs);
  const server = createServer((call, answer) => {
    pass(call, answer).catch(() => answer.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async put(place, url) {
      nodes[place] = { url, ready: false };
      await ask(nodes[place]);
    },
    async close() {
      clearInterval(asking);
      server.closeAllConnections();
      server.close();
    },
  };
}

type Forwarded = 'answered' | 'not taken' | 'broken';

/** Forwards a call on a new connection, so that a node that closes idle ones interrupts no call. */
function forward(nodeUrl: string, call: IncomingMessage, body: Buffer, answer: ServerResponse): Promise<Forwarded> {
  return new Promise((resolve) => {
    let taken = false;
    const headers = { ...call.headers, 'content-length': body.length, connection: 'close' };
    delete headers['transfer-encoding'];
    const onward = request(nodeUrl + call.url, { method: call.method ?? 'GET', headers, agent: false });
    onward.on('socket', (socket) =>
      socket.once('connect', () => {
        taken = true;
      }),
    );
    onward.once('error', () => resolve(taken ? 'broken' : 'not taken'));
    onward.once('response', async (response) => {
      const { connection: _, ...passed } = response.headers;
      const content = await buffer(response).catch(() => undefined);
      if (!content) return resolve('broken');
      answer.writeHead(response.statusCode ?? 502, { ...passed, 'content-length': content.length }).end(content);
      resolve('answered');
    });
    onward.end(body);
  });
}
