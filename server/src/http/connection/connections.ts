import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import proxyAddress from '@fastify/proxy-addr';
import type { Config } from '../../config/config.ts';
import { Problem } from '../../errors.ts';
import { networkOf } from '../../people/network.ts';
import { hasBody } from '../body/body.ts';
import { makeBound } from '../load/bound.ts';
import { answerLast } from './broken-request.ts';
import type { AddressOf } from './client-address.ts';
import { makeIdle } from './idle.ts';

/** A client that reads nothing of its answer for so long is cut off: one that never reads would keep its connection. */
const stalledMs = 30_000;

interface Connection {
  /** The client's network. Undefined for a trusted proxy's connection, which carries many clients. */
  readonly network: string | undefined;
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
  const open = new Map<Socket, Connection>();
  const idle = makeIdle();
  let refused = 0;

  function add(socket: Socket): void {
    // A connection is announced again when a request on it is read a second time: see raw-address.ts.
    if (open.has(socket)) return;
    // Read now, because the address of a connection that is lost later is known only if it was asked for before.
    const address = socket.remoteAddress;
    const network = address !== undefined && isProxy(address, 0) ? undefined : networkOf(address);
    const isWithinBound = network === undefined || byAddress.enter(network);
    if (!isWithinBound || !hasRoomFor(network)) {
      if (isWithinBound && network !== undefined) byAddress.leave(network);
      refused += 1;
      socket.destroy();
      return;
    }
    const calls = new Map<ServerResponse, string | undefined>();
    open.set(socket, { network, hasSpoken: false, calls, newest: undefined, wholeAt: 0, whenIdle: undefined });
    socket.once('close', () => forget(socket));
  }

  /**
   * When all places are taken, an idle connection is closed, whose client can connect again. An address that has more
   * connections than another one cannot push the other's out.
   */
  function hasRoomFor(network: string | undefined): boolean {
    if (open.size < all) return true;
    const found = idle.first(byAddress.count);
    if (found === undefined) return false;
    if (network !== undefined && byAddress.count(found.owner) < byAddress.count(network)) return false;
    // A request that comes now is turned away by `enter`: nothing is done for a client that hears no answer.
    forget(found.socket);
    idle.end(found.socket);
    return true;
  }

  /** Idle is a connection whose calls have been answered and whose last request has come to its end. */
  function noteIdle(socket: Socket): void {
    const connection = open.get(socket);
    if (connection?.network === undefined || connection.calls.size > 0 || connection.wholeAt > socket.bytesRead) return;
    idle.add(socket, connection.network);
  }

  function forget(socket: Socket): void {
    const connection = open.get(socket);
    if (connection === undefined) return;
    open.delete(socket);
    idle.remove(socket);
    if (connection.network !== undefined) byAddress.leave(connection.network);
    // Node emits no `close` for pipelined responses that still wait for the answers before theirs.
    for (const response of connection.calls.keys()) leave(connection, response);
  }

  function leave(connection: Connection, response: ServerResponse): void {
    const { calls } = connection;
    const client = calls.get(response);
    if (calls.delete(response) && client !== undefined) byClient.leave(client);
    if (calls.size > 0) return;
    connection.whenIdle?.();
    connection.whenIdle = undefined;
  }

  function endCall(socket: Socket, response: ServerResponse): void {
    const connection = open.get(socket);
    if (connection === undefined) return;
    leave(connection, response);
    noteIdle(socket);
  }

  function endStalled(socket: Socket): void {
    const { hasSpoken, calls } = open.get(socket) ?? { hasSpoken: true, calls: new Map() };
    const waitsForUs = calls.size > 0 && socket.writableLength === 0;
    if (waitsForUs || !hasSpoken) socket.setTimeout(patienceMs);
    else socket.destroy();
  }

  return {
    watch(server) {
      server.timeout = patienceMs;
      server.on('connection', add);
      server.on('timeout', endStalled);
      server.on('connect', refuseTunnel);
    },
    enter(request, response) {
      const connection = open.get(request.socket);
      if (connection === undefined) return false;
      connection.hasSpoken = true;
      idle.remove(request.socket);
      follow(connection, request, noteIdle);
      const client = connection.network === undefined ? networkOf(addressOf(request)) : undefined;
      if (client !== undefined && !byClient.enter(client)) return false;
      connection.calls.set(response, client);
      response.once('close', () => endCall(request.socket, response));
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
        '# HELP gongdan_idle_connections_closed_total Idle connections closed for new ones when all places were taken.',
        '# TYPE gongdan_idle_connections_closed_total counter',
        `gongdan_idle_connections_closed_total ${idle.ended()}`,
        '',
      ].join('\n'),
  };
}

/** Notes when the request is whole. One without a body is whole with its head. */
function follow(connection: Connection, request: IncomingMessage, onWhole: (socket: Socket) => void): void {
  const { socket } = request;
  connection.newest = request;
  if (!hasBody(request)) {
    connection.wholeAt = socket.bytesRead;
    return;
  }
  connection.wholeAt = Number.POSITIVE_INFINITY;
  request.once('end', () => {
    if (connection.newest !== request) return;
    connection.wholeAt = socket.bytesRead;
    onWhole(socket);
  });
}

/** `CONNECT host:port`: Node would close the connection without a word. */
function refuseTunnel(_request: IncomingMessage, socket: Socket): void {
  socket.on('error', () => {});
  socket.resume();
  answerLast(socket, new Problem('method_wrong', 'not by this method'));
}
