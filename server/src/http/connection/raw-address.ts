import { isUtf8 } from 'node:buffer';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Connections } from './connections.ts';

/**
 * Reads a request a second time when its URL holds bytes outside ASCII. curl sends Chinese as it is typed, but Node's
 * parser accepts such bytes only percent-encoded. Returns false when the request failed for another reason, or cannot
 * be read again. The socket stays the same, so that the client's address, the time-outs and the bytes read so far
 * remain known.
 *
 * Two conditions must hold. The packet with the first such byte must begin with the request line, because the bytes of
 * earlier packets are lost. And the packet must begin between two requests: otherwise it might be a body that looks
 * like a request and would be run as one. Behind a proxy, the bytes after such a body may belong to another client's
 * request.
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
  // A line without its end may break off within a character, so only a whole line must be UTF-8.
  if (isAscii(line) || (end !== -1 && !isUtf8(line))) return false;
  withFreshParser(server, socket as ParsedSocket)(packet);
  return true;
}

/**
 * Gives the socket to a new parser. Returns a function that feeds the new parser; its first argument must be the packet
 * at which the old parser failed.
 */
function withFreshParser(server: Server, socket: ParsedSocket): (packet: Buffer) => void {
  // The parser reads the socket's handle directly. Adding a `data` listener makes the socket read it again.
  socket.on('data', () => {});
  for (const event of ['data', 'end', 'drain', 'timeout']) socket.removeAllListeners(event);
  // Otherwise Node would wait for the end of the old parser's request, and the connection would time out.
  socket.parser.remove();
  for (const listener of serverListeners.get(socket) ?? []) socket.off('close', listener);
  const before = closeListeners(socket);
  server.emit('connection', socket);
  serverListeners.set(
    socket,
    closeListeners(socket).filter((listener) => !before.includes(listener)),
  );
  const parse = socket.listeners('data')[0] as (bytes: Buffer) => void;
  socket.removeAllListeners('data');
  // Only the request line is encoded. All later bytes are passed on as they are.
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

/** The `close` listeners that the server added to a socket when it was given the socket a second time. */
const serverListeners = new WeakMap<Socket, Listener[]>();

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
