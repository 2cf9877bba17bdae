import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import proxyAddress from '@fastify/proxy-addr';
import type { Config } from '../../config/config.ts';
import { Problem } from '../../errors.ts';
import { networkOf } from '../../people/network.ts';
import { type Bound, makeBound } from '../load/bound.ts';
import { answerLast, type BareAnswer } from './broken-request.ts';
import type { AddressOf } from './client-address.ts';
import { type Connection, followRequest, isFinished, removeCall } from './connection.ts';
import { Idle } from './idle.ts';

/** A client that reads nothing of its answer for so long is cut off, because it might keep its connection for ever. */
const stalledMs = 30_000;

/**
 * The connections of one server, and the bounds on them. A whole /64 of IPv6 counts as one address, because one client
 * can use all of its addresses.
 */
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

  /**
   * Begins to count the connections of the server, and to end those that stall. `onTunnel` is called for each `CONNECT`,
   * which is refused.
   */
  watch(server: Server, onTunnel: (request: IncomingMessage, answer: BareAnswer) => void = () => {}): void {
    server.timeout = this.#patienceMs;
    server.on('connection', (socket) => this.#add(socket));
    server.on('timeout', (socket) => this.#endStalled(socket));
    server.on('connect', (request, socket) => onTunnel(request, refuseTunnel(socket)));
  }

  /**
   * Counts a call until it ends. False when its connection was closed to make room for another, or when its client is
   * behind a proxy and has too many calls under way.
   */
  enter(request: IncomingMessage, response: ServerResponse): boolean {
    const { socket } = request;
    const connection = this.#open.get(socket);
    if (connection === undefined) return false;
    connection.hasSentHead = true;
    this.#idle.remove(socket);
    followRequest(connection, request, this.#noteIdle);
    const client = connection.network === undefined ? networkOf(this.#addressOf(request)) : undefined;
    if (client !== undefined && !this.#byClient.enter(client)) return false;
    connection.calls.set(response, client);
    response.once('close', () => this.#endCall(socket, response));
    return true;
  }

  /**
   * True when a request may begin at the start of a packet that has just been read: all earlier requests were whole
   * before the packet came, and have been answered. Otherwise the packet may begin with the body of an earlier request.
   */
  isBetweenRequests(socket: Socket, packet: Buffer): boolean {
    const connection = this.#open.get(socket);
    if (connection === undefined || connection.calls.size > 0) return false;
    return connection.wholeAt <= socket.bytesRead - packet.length;
  }

  /**
   * Calls `act` when the calls under way have been answered. Returns false, and never calls it, when there are none, or
   * when the request of one of them is not whole yet.
   */
  afterAnswers(socket: Socket, act: () => void): boolean {
    const connection = this.#open.get(socket);
    const responses = [...(connection?.calls.keys() ?? [])];
    if (connection === undefined || responses.length === 0) return false;
    if (!responses.every(({ req }) => req.complete)) return false;
    connection.whenIdle ??= act;
    return true;
  }

  /** True when an answer was begun on the connection and is not complete, so that nothing else may be written to it. */
  isAnswering(socket: Socket): boolean {
    return [...(this.#open.get(socket)?.calls.keys() ?? [])].some(({ headersSent }) => headersSent);
  }

  /** The lines for `/metrics`, in the text form of Prometheus. */
  readonly describe = (): string =>
    [
      '# HELP gongdan_connections_refused_total Connections closed at once: too many of all, or of their address.',
      '# TYPE gongdan_connections_refused_total counter',
      `gongdan_connections_refused_total ${this.#refused}`,
      '# HELP gongdan_idle_connections_closed_total Idle connections closed for new ones when all places were taken.',
      '# TYPE gongdan_idle_connections_closed_total counter',
      `gongdan_idle_connections_closed_total ${this.#idle.ended()}`,
      '',
    ].join('\n');

  #add(socket: Socket): void {
    // A connection is announced again when a request on it is read a second time: see raw-address.ts.
    if (this.#open.has(socket)) return;
    // Read now: after a connection is lost, Node knows its address only if it was read before.
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
    this.#open.set(socket, { network, hasSentHead: false, calls, newest: undefined, wholeAt: 0, whenIdle: undefined });
    socket.once('close', () => this.#forget(socket));
  }

  /**
   * When all places are taken, closes an idle connection of the address that has the most. The client of that
   * connection can connect again. False when there is no idle connection to close, or when the new connection's own
   * address has even more.
   */
  #makeRoomFor(network: string | undefined): boolean {
    if (this.#open.size < this.#most) return true;
    const found = this.#idle.first(this.#byAddress.count);
    if (found === undefined) return false;
    if (network !== undefined && this.#byAddress.count(found.owner) < this.#byAddress.count(network)) return false;
    // Forgotten, so that `enter` turns away a request that still comes on this connection: its client would not get the
    // answer.
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
    for (const response of connection.calls.keys()) removeCall(connection, response, this.#byClient);
  }

  #endCall(socket: Socket, response: ServerResponse): void {
    const connection = this.#open.get(socket);
    if (connection === undefined) return;
    removeCall(connection, response, this.#byClient);
    this.#noteIdle(socket);
  }

  /**
   * Called when nothing was sent or received on a connection for `patienceMs`, or for `keepAliveMs` after an answer.
   * Cuts the connection, because its client does not read its answer, or sends no further request. A connection is kept
   * while it waits for our answer, or for its first head, which has a time-out of its own.
   */
  #endStalled(socket: Socket): void {
    const { hasSentHead, calls } = this.#open.get(socket) ?? { hasSentHead: true, calls: new Map() };
    const waitsForUs = calls.size > 0 && socket.writableLength === 0;
    if (waitsForUs || !hasSentHead) socket.setTimeout(this.#patienceMs);
    else socket.destroy();
  }
}

/** Answers `CONNECT host:port`. Node itself would close the connection without an answer. */
function refuseTunnel(socket: Duplex): BareAnswer {
  socket.on('error', () => {});
  socket.resume();
  return answerLast(socket as Socket, new Problem('method_wrong', 'not by this method'));
}
