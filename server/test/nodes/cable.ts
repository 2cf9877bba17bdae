import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A cable between a node and its database that a test can pull. */
export interface Cable {
  /** The address of the same database through the cable. */
  readonly url: string;
  /** Closes every connection. New ones can be made. */
  cut(): void;
  /** Drops all bytes from now on, without closing a connection. */
  swallow(): void;
  /** Ends `swallow` and closes every connection, so that the node makes new ones. */
  mend(): void;
  close(): Promise<void>;
}

export async function startCable(databaseUrl: string): Promise<Cable> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let swallowing = false;

  const server = createServer((socket) => {
    const onward = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => {
        if (!swallowing) to.write(chunk);
      });
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    cut,
    swallow() {
      swallowing = true;
    },
    mend() {
      swallowing = false;
      cut();
    },
    async close() {
      cut();
      server.close();
    },
  };
}
