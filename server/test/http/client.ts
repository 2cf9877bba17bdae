import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';

/** A client that keeps a connection open, and sends exactly the bytes it is given. */
export interface Client {
  readonly socket: Socket;
  /** Resolves when the server has closed its end. */
  readonly closed: Promise<void>;
  /** Everything that has been received so far. */
  heard(): string;
  send(bytes: string | Buffer): void;
  /** Resolves to the next bytes, or to '' when the server closes. */
  next(): Promise<string>;
}

/**
 * Connects to the server. `from` may be any address of 127.0.0.0/8, because all of them belong to this machine. The
 * client never closes the connection by itself.
 */
export async function open(url: string, from = '127.0.0.1'): Promise<Client> {
  const { port, hostname: host } = new URL(url);
  const socket = connect({ port: Number(port), host, localAddress: from, allowHalfOpen: true });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => {});
  opened.add(socket);
  const closed = new Promise<void>((resolve) => socket.once('end', resolve).once('close', () => resolve()));
  // Not `once` of node:events, which fails when the server resets the connection.
  const happens = (event: string) => new Promise<unknown>((resolve) => socket.once(event, resolve));
  await Promise.race([happens('connect'), closed]);
  return {
    socket,
    closed,
    heard: () => Buffer.concat(chunks).toString(),
    send(bytes) {
      socket.write(bytes);
    },
    async next() {
      const before = chunks.length;
      await Promise.race([happens('data'), closed]);
      return Buffer.concat(chunks.slice(before)).toString();
    },
  };
}

const opened = new Set<Socket>();

/** Ends every connection that a test has opened. */
export function closeAll(): void {
  for (const socket of opened) socket.destroy();
  opened.clear();
}

/** Makes a small request. Returns true when it was answered with 200. */
export async function isServed(client: Client, target = '/livez'): Promise<boolean> {
  if (client.socket.readableEnded || client.socket.destroyed) return false;
  const answer = client.next();
  client.send(`GET ${target} HTTP/1.1\r\nhost: test\r\n\r\n`);
  return /^HTTP\/1\.1 200 /.test(await answer);
}

/** Opens clients from one address. Each must be served once. */
export async function openServed(url: string, from: string, count: number): Promise<Client[]> {
  const clients: Client[] = [];
  while (clients.length < count) {
    const client = await open(url, from);
    assert.ok(await isServed(client), `connection ${clients.length + 1} from ${from} was refused`);
    clients.push(client);
  }
  return clients;
}

/** Returns true when one more connection from the address is served. Closes the connection first. */
export async function isLetIn(url: string, from: string): Promise<boolean> {
  const client = await open(url, from);
  const served = await isServed(client);
  client.socket.destroy();
  await untilSeen(url);
  return served;
}

/**
 * Makes round trips from another address. After them, the server has noticed everything that was closed or sent before.
 */
export async function untilSeen(url: string): Promise<void> {
  for (let count = 0; count < 3; count += 1) {
    const client = await open(url, '127.0.0.99');
    await isServed(client);
    client.socket.destroy();
  }
}
