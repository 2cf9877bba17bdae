import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { hasBody } from '../body/body.ts';
import type { Bound } from '../load/bound.ts';

/** The state of one connection. */
export interface Connection {
  /** The client's network. Undefined for a trusted proxy's connection, which carries many clients. */
  readonly network: string | undefined;
  /** True once a whole head has come. Until then the time-out of headers applies. */
  hasSentHead: boolean;
  /** The responses of the calls under way. On a proxy's connection, each with the network of its client. */
  readonly calls: Map<ServerResponse, string | undefined>;
  /** The newest request. */
  newest: IncomingMessage | undefined;
  /** How many bytes of the connection had been read when the newest request was whole; infinite until it is. */
  wholeAt: number;
  /** Called when no call of the connection is under way any more. */
  whenIdle: (() => void) | undefined;
}

/**
 * Notes when the request is whole. A request without a body is whole at once; otherwise `onWhole` is called when its
 * body has been read.
 */
export function followRequest(
  connection: Connection,
  request: IncomingMessage,
  onWhole: (socket: Socket) => void,
): void {
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

/** True when all calls of the connection were answered and its last request is whole. */
export function isFinished({ calls, wholeAt }: Connection, socket: Socket): boolean {
  return calls.size === 0 && wholeAt <= socket.bytesRead;
}

/**
 * Removes a call that was answered or lost its connection. `byClient` counts the calls of each client behind a proxy.
 */
export function removeCall(connection: Connection, response: ServerResponse, byClient: Bound): void {
  const { calls } = connection;
  const client = calls.get(response);
  if (calls.delete(response) && client !== undefined) byClient.leave(client);
  if (calls.size > 0) return;
  connection.whenIdle?.();
  connection.whenIdle = undefined;
}
