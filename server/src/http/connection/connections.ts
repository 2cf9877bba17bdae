import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import proxyAddress from '@fastify/proxy-addr';
import type { Config } from '../../config/config.ts';
import { Problem } from '../../errors.ts';
import { networkOf } from '../../people/network.ts';
import { type Bound, makeBound } from '../load/bound.ts';
import { answerLast } from './broken-request.ts';
import type { AddressOf } from './client-address.ts';
import { type Connection, followRequest, isFinished, leaveCall } from './connection.ts';
import { Idle } from './idle.ts';

/** A client that reads nothing of its answer for so long is cut off. One that never reads would keep its connection. */
const stalledMs = 30_000;

/** The connections of one server, and the bounds on them. Addresses of one client count as one: of IPv6 a whole /64. */
export class Connections {
  readonly #most: number;
  readonly #isProxy: (address: string, hop: number) => boolean;
  readonly #addressOf: AddressOf;
  readonly #patienceMs: number;
  readonly #byAddress: Bound;
  readonly #byClient: Bound;
  readonly #open = new Map<Socket, Connection>();
  readonly #idle = new Idle();
  #refused = 0;

  constructor(
    { connections, connectionsPerAddress, trustProxy }: Config,
    addressOf: AddressOf,
    patienceMs: number = stalledMs,
  ) {
    const mostOfAddress = connectionsPerAddress ?? Math.max(1, Math.floor(connections / 2));
    this.#most = connections;
    this.#isProxy = trustProxy === null ? () => false : proxyAddress.compile([...trustProxy]);
    this.#addressOf = addressOf;
    this.#patienceMs = patienceMs;
    this.#byAddress = makeBound(mostOfAddress);
    this.#byClient = makeBound(mostOfAddress);
  }

  /** Begins to count the connections of the server, and to end those that stall. */
  watch(server: Server): void {
    server.timeout = this.#patienceMs;
    server.on('connection', (socket) => this.#add(socket));
    server.on('timeout', (socket) => this.#endStalled(socket));
    server.on('connect', refuseTunnel);
  }

  /** Counts a call until it ends; false when its client has too many under way already. */
  enter(request: IncomingMessage, response: ServerResponse): boolean {
    const { socket } = request;
    const connection = this.#open.get(socket);
    if (connection === undefined) return false;
    connection.hasSpoken = true;
    this.#idle.remove(socket);
    followRequest(connection, request, this.#noteIdle);
    const client = connection.network === undefined ? networkOf(this.#addressOf(request)) : undefined;
    if (client !== undefined && !this.#byClient.enter(client)) return false;
    connection.calls.set(response, client);
    response.once('close', () => this.#endCall(socket, response));
    return true;
  }

  /**
   * True when a packet that has just been read begins where a request may begin: every request before it was whole
   * before the packet came. Otherwise its first bytes may be the body of the request before.
   */
  isBetweenRequests(socket: Socket, packet: Buffer): boolean {
    const connection = this.#open.get(socket);
    if (connection === undefined || connection.calls.size > 0) return false;
    return connection.wholeAt <= socket.bytesRead - packet.length;
  }

  /**
   * Calls `act` when the calls under way have been answered. False when there are none, or when one of them still waits
   * for the rest of its own request.
   */
  afterAnswers(socket: Socket, act: () => void): boolean {
    const connection = this.#open.get(socket);
    const responses = [...(connection?.calls.keys() ?? [])];
    if (connection === undefined || responses.length === 0) return false;
    if (!responses.every(({ req }) => req.complete)) return false;
    connection.whenIdle ??= act;
    return true;
  }

  /** True when an answer has begun to leave on the connection, so that nothing else may be written to it. */
  isAnswering(socket: Socket): boolean {
    return [...(this.#open.get(socket)?.calls.keys() ?? [])].some(({ headersSent }) => headersSent);
  }

  /** The lines for `/metrics`, in the text form of Prometheus. */
  describe(): string {
    return [
      '# HELP gongdan_connections_refused_total Connections closed at once: too many of all, or of their address.',
      '# TYPE gongdan_connections_refused_total counter',
      `gongdan_connections_refused_total ${this.#refused}`,
      '# HELP gongdan_idle_connections_closed_total Idle connections closed for new ones when all places were taken.',
      '# TYPE gongdan_idle_connections_closed_total counter',
      `gongdan_idle_connections_closed_total ${this.#idle.ended()}`,
      '',
    ].join('\n');
  }

  #add(socket: Socket): void {
    // A connection is announced again when a request on it is read a second time: see raw-address.ts.
    if (this.#open.has(socket)) return;
    // After a connection is lost, Node knows its address only if it was read before.
    const address = socket.remoteAddress;
    const network = address !== undefined && this.#isProxy(address, 0) ? undefined : networkOf(address);
    const isWithinBound = network === undefined || this.#byAddress.enter(network);
    if (!isWithinBound || !this.#makeRoomFor(network)) {
      if (isWithinBound && network !== undefined) this.#byAddress.leave(network);
      this.#refused += 1;
      socket.destroy();
      return;
    }
    const calls = new Map<ServerResponse, string | undefined>();
    this.#open.set(socket, { network, hasSpoken: false, calls, newest: undefined, wholeAt: 0, whenIdle: undefined });
    socket.once('close', () => this.#forget(socket));
  }

  /**
   * When all places are taken, closes an idle connection, whose client can connect again. An address that has more
   * connections than another one cannot push the other's out. False when there is none to close.
   */
  #makeRoomFor(network: string | undefined): boolean {
    if (this.#open.size < this.#most) return true;
    const found = this.#idle.first(this.#byAddress.count);
    if (found === undefined) return false;
    if (network !== undefined && this.#byAddress.count(found.owner) < this.#byAddress.count(network)) return false;
    // `enter` turns away a request that comes on it now: its client would not get the answer.
    this.#forget(found.socket);
    this.#idle.end(found.socket);
    return true;
  }

  readonly #noteIdle = (socket: Socket): void => {
    const connection = this.#open.get(socket);
    if (connection?.network === undefined || !isFinished(connection, socket)) return;
    this.#idle.add(socket, connection.network);
  };

  #forget(socket: Socket): void {
    const connection = this.#open.get(socket);
    if (connection === undefined) return;
    this.#open.delete(socket);
    this.#idle.remove(socket);
    if (connection.network !== undefined) this.#byAddress.leave(connection.network);
    // Node emits no `close` for pipelined responses that still wait for the answers before theirs.
    for (const response of connection.calls.keys()) leaveCall(connection, response, this.#byClient);
  }

  #endCall(socket: Socket, response: ServerResponse): void {
    const connection = this.#open.get(socket);
    if (connection === undefined) return;
    leaveCall(connection, response, this.#byClient);
    this.#noteIdle(socket);
  }

  #endStalled(socket: Socket): void {
    const { hasSpoken, calls } = this.#open.get(socket) ?? { hasSpoken: true, calls: new Map() };
    const waitsForUs = calls.size > 0 && socket.writableLength === 0;
    if (waitsForUs || !hasSpoken) socket.setTimeout(this.#patienceMs);
    else socket.destroy();
  }
}

/** Answers `CONNECT host:port`, for which Node would close the connection without a word. */
function refuseTunnel(_request: IncomingMessage, socket: Socket): void {
  socket.on('error', () => {});
  socket.resume();
  answerLast(socket, new Problem('method_wrong', 'not by this method'));
}
