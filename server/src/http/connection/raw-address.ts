import { isUtf8 } from 'node:buffer';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Connections } from './connections.ts';

/**
 * Reads a request again whose address holds bytes outside ASCII, as curl sends what is typed: Node's parser takes them
 * only percent-encoded. Returns false when the request failed for another reason. The socket stays the same, so that
 * its address, its time-outs and the bytes read so far remain known.
 *
 * Two conditions hold. A request line begins the packet in which its first such byte comes, because what the parser
 * took before that is lost. And the packet begins between two requests: otherwise a body that looks like a request
 * would be run as one, with the next client's bytes in it.
 */
export function readEncoded(
  server: Server,
  error: NodeJS.ErrnoException,
  socket: Socket,
  connections: Connections,
): boolean {
  const packet = error.code === 'HPE_INVALID_URL' && 'rawPacket' in error ? error.rawPacket : undefined;
  if (!Buffer.isBuffer(packet) || !/^[A-Z]{3,16} /.test(packet.toString('latin1', 0, 20))) return false;
  if (!connections.isBetweenRequests(socket, packet)) return false;
  const end = packet.indexOf('\n');
  const line = end === -1 ? packet : packet.subarray(0, end);
  if (isAscii(line) || (end !== -1 && !isUtf8(line))) return false;
  withFreshParser(server, socket as ParsedSocket)(packet);
  return true;
}

/**
 * Gives the socket to a new parser. Returns a function that feeds it, first with the packet at which the old one
 * failed.
 */
function withFreshParser(server: Server, socket: ParsedSocket): (packet: Buffer) => void {
  // A listener for data takes the socket back from the parser, which reads its handle directly.
  socket.on('data', () => {});
  for (const event of ['data', 'end', 'drain', 'timeout']) socket.removeAllListeners(event);
  // The old parser would count as a request that never ends, and the connection would time out.
  socket.parser.remove();
  for (const listener of added.get(socket) ?? []) socket.off('close', listener);
  const before = closeListeners(socket);
  server.emit('connection', socket);
  added.set(
    socket,
    closeListeners(socket).filter((listener) => !before.includes(listener)),
  );
  const parse = socket.listeners('data')[0] as (bytes: Buffer) => void;
  socket.removeAllListeners('data');
  let inLine = true;
  const translate = (bytes: Buffer) => {
    if (!inLine) return parse(bytes);
    const end = bytes.indexOf('\n');
    inLine = end === -1;
    parse(inLine ? encoded(bytes) : Buffer.concat([encoded(bytes.subarray(0, end)), bytes.subarray(end)]));
  };
  socket.on('data', translate);
  return translate;
}

type Listener = (...args: unknown[]) => void;

/** The `close` listeners that the server added to a socket when it was given the socket again. */
const added = new WeakMap<Socket, Listener[]>();

/** Node's types leave the parser out. */
interface ParsedSocket extends Socket {
  readonly parser: { remove(): void };
}

function closeListeners(socket: Socket): Listener[] {
  return socket.listeners('close') as Listener[];
}

function isAscii(line: Buffer): boolean {
  return line.every((byte) => byte < 0x80);
}

function encoded(line: Buffer): Buffer {
  const outside = /[\x80-\xff]/g;
  return Buffer.from(line.toString('latin1').replace(outside, (byte) => `%${byte.charCodeAt(0).toString(16)}`));
}
