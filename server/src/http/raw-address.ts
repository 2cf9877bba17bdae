import { isUtf8 } from 'node:buffer';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { duplexPair } from 'node:stream';

/**
 * Reads a request once more whose address holds bytes outside ASCII, as curl sends what is typed: Node's parser
 * takes them only percent-encoded. Answers false when that is not what is wrong with it.
 */
export function readEncoded(server: Server, error: NodeJS.ErrnoException, socket: Socket): boolean {
  const packet = error.code === 'HPE_INVALID_URL' && 'rawPacket' in error ? error.rawPacket : undefined;
  if (!Buffer.isBuffer(packet)) return false;
  const end = packet.indexOf('\n');
  const line = packet.subarray(0, end);
  if (end === -1 || !isUtf8(line) || isAscii(line)) return false;

  const [inner, outer] = duplexPair();
  // The failed parser still listens to the socket.
  for (const event of ['data', 'end', 'drain', 'close', 'error', 'timeout']) socket.removeAllListeners(event);
  socket.on('error', () => outer.destroy());
  socket.on('close', () => outer.destroy());
  server.emit('connection', inner);
  outer.write(Buffer.concat([encoded(line), packet.subarray(end)]));
  socket.pipe(outer).pipe(socket);
  return true;
}

function isAscii(line: Buffer): boolean {
  return line.every((byte) => byte < 0x80);
}

function encoded(line: Buffer): Buffer {
  const outside = /[\x80-\xff]/g;
  return Buffer.from(line.toString('latin1').replace(outside, (byte) => `%${byte.charCodeAt(0).toString(16)}`));
}
