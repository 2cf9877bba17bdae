import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import proxyAddress from '@fastify/proxy-addr';
import type { Config } from '../config.ts';
import { Problem } from '../errors.ts';
import { networkOf } from '../people/network.ts';
import { hasBody } from './body.ts';
import { makeBound } from './bound.ts';
import { answerLast } from './broken-request.ts';
import type { AddressOf } from './client-address.ts';

/** A client that reads nothing of its answer for so long is cut off: one that never reads would keep its connection. */
const stalledMs = 30_000;

interface Connection {
  /** Those of a trusted proxy come from many clients. */
  readonly isProxy: boolean;
  /** Whether a whole head has come. Until then the time-out of headers watches. */
  hasSpoken: boolean;
  /** The calls under way, and the network of the client behind a proxy. */
  readonly calls: Map<ServerResponse, string | undefined>;
  newest: IncomingMessage | undefined;
  /** How many bytes had been read when the newest request was known to be whole; until then infinite. */
  wholeAt: number;
  /** Waits for the answers of the calls under way. */
  whenIdle: (() => void) | undefined;
}

/** The connections of one server, and whose they are. */
export interface Connections {
  /** Begins to count and to watch. */
  watch(server: Server): void;
  /** Counts a call until it ends; false when its client has too many under way already. */
  enter(request: IncomingMessage, response: ServerResponse): boolean;
  /**
   * Whether a packet that has just been read begins where a request may begin: every request before it was whole before
   * the packet came. Otherwise its first bytes may be the body of the request before.
   */
  isBetweenRequests(socket: Socket, packet: Buffer): boolean;
  /** Acts when the calls under way have been answered; false when there are none, or one still waits for its own bytes. */
  afterAnswers(socket: Socket, act: () => void): boolean;
  /** Whether an answer has begun to leave on the connection, so that nothing else may be written to it. */
  isAnswering(socket: Socket): boolean;
  /** For `/metrics`, in the text form of Prometheus. */
  describe(): string;
}

/** Addresses that are one client's count as one: of IPv6 a whole /64. */
export function makeConnections(
  { connections: all, connectionsPerAddress, trustProxy }: Config,
  addressOf: AddressOf,
  patienceMs = stalledMs,
): Connections {
  const most = connectionsPerAddress ?? Math.max(1, Math.floor(all / 2));
  const isProxy = trustProxy === null ? () => false : proxyAddress.compile([...trustProxy]);
  const byAddress = makeBound(most);
  const byClient = makeBound(most);
  const open = new WeakMap<Socket, Connection>();
  let refused = 0;

  function add(socket: Socket): void {
    // A connection is announced again when a request on it is read a second time: see raw-address.ts.
    if (open.has(socket)) return;
    // Read now, because the address of a connection that is lost later is known only if it was asked for before.
    const address = socket.remoteAddress;
    const connection: Connection = {
      isProxy: address !== undefined && isProxy(address, 0),
      hasSpoken: false,
      calls: new Map(),
      newest: undefined,
      wholeAt: 0,
      whenIdle: undefined,
    };
    const network = connection.isProxy ? undefined : networkOf(address);
    if (network !== undefined && !byAddress.enter(network)) {
      refused += 1;
      socket.destroy();
      return;
    }
    open.set(socket, connection);
    socket.once('close', () => {
      if (network !== undefined) byAddress.leave(network);
      // Node emits no `close` for pipelined responses that still wait for the answers before theirs.
      for (const response of connection.calls.keys()) leave(connection, response);
    });
  }

  function leave(connection: Connection, response: ServerResponse): void {
    const { calls } = connection;
    const client = calls.get(response);
    if (calls.delete(response) && client !== undefined) byClient.leave(client);
    if (calls.size > 0) return;
    connection.whenIdle?.();
    connection.whenIdle = undefined;
  }

  function endStalled(socket: Socket): void {
    const { hasSpoken, calls } = open.get(socket) ?? { hasSpoken: true, calls: new Map() };
    const waitsForUs = calls.size > 0 && socket.writableLength === 0;
    if (waitsForUs || !hasSpoken) socket.setTimeout(patienceMs);
    else socket.destroy();
  }

  return {
    watch(server) {
      server.maxConnections = all;
      server.timeout = patienceMs;
      server.on('connection', add);
      server.on('drop', () => {
        refused += 1;
      });
      server.on('timeout', endStalled);
      server.on('connect', refuseTunnel);
    },
    enter(request, response) {
      const connection = open.get(request.socket);
      if (connection === undefined) return false;
      connection.hasSpoken = true;
      follow(connection, request);
      const client = connection.isProxy ? networkOf(addressOf(request)) : undefined;
      if (client !== undefined && !byClient.enter(client)) return false;
      connection.calls.set(response, client);
      response.once('close', () => leave(connection, response));
      return true;
    },
    isBetweenRequests(socket, packet) {
      const connection = open.get(socket);
      if (connection === undefined || connection.calls.size > 0) return false;
      return connection.wholeAt <= socket.bytesRead - packet.length;
    },
    afterAnswers(socket, act) {
      const connection = open.get(socket);
      const responses = [...(connection?.calls.keys() ?? [])];
      if (connection === undefined || responses.length === 0) return false;
      if (!responses.every(({ req }) => req.complete)) return false;
      connection.whenIdle ??= act;
      return true;
    },
    isAnswering: (socket) => [...(open.get(socket)?.calls.keys() ?? [])].some(({ headersSent }) => headersSent),
    describe: () =>
      [
        '# HELP gongdan_connections_refused_total Connections closed at once: too many of all, or of their address.',
        '# TYPE gongdan_connections_refused_total counter',
        `gongdan_connections_refused_total ${refused}`,
        '',
      ].join('\n'),
  };
}

/** Notes when the request is whole. One without a body is whole with its head. */
function follow(connection: Connection, request: IncomingMessage): void {
  connection.newest = request;
  if (!hasBody(request)) {
    connection.wholeAt = request.socket.bytesRead;
    return;
  }
  connection.wholeAt = Number.POSITIVE_INFINITY;
  request.once('end', () => {
    if (connection.newest === request) connection.wholeAt = request.socket.bytesRead;
  });
}

/** `CONNECT host:port`: Node would close the connection without a word. */
function refuseTunnel(_request: IncomingMessage, socket: Socket): void {
  socket.on('error', () => {});
  socket.resume();
  answerLast(socket, '405 Method Not Allowed', new Problem('method_wrong', 'not by this method'));
}
