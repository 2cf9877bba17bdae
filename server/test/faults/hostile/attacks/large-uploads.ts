import { once } from 'node:events';
import { type Attack, verdict } from '../attack.ts';
import { openLine, type Reply } from '../line.ts';
import { chunkOf, lastChunk, uploadOf } from '../request.ts';
import type { Target } from '../target.ts';

const size = 25_000_000;
const piece = Buffer.alloc(250_000, 'x');

/**
 * Sends uploads that are too large: HTTP 413 and the code 400014, "request failed". Many clients read only after sending
 * the whole body, so the server must not reset the connection.
 */
export const largeUploads: Attack = {
  name: 'uploads of 25 MB',
  does: 'with a declared length, in chunks, and without a token, from clients that read only after they have sent all',
  async attack(server) {
    const replies = await Promise.all([
      send(server, { token: server.token, isDeclared: true }),
      send(server, { token: server.token, isDeclared: false }),
      send(server, { token: 'nobody', isDeclared: true }),
    ]);
    return verdict(`they got ${replies.map(({ status, code }) => `${status} ${code}`).join(', ')}`, {
      'each gets 413': replies.every(({ status, code }) => status === 413 && code === '400014'),
    });
  },
};

async function send(server: Target, { token, isDeclared }: { token: string; isDeclared: boolean }): Promise<Reply> {
  const { head, part, end } = uploadOf({ token, ...(isDeclared && { size }) });
  const wrapped = isDeclared ? (bytes: Buffer) => bytes : chunkOf;
  const line = openLine(server, head);
  const { socket } = line;
  socket.pause();
  socket.write(wrapped(part));
  for (let sent = 0; sent < size && !socket.destroyed; sent += piece.length) {
    if (!socket.write(wrapped(piece))) await Promise.race([once(socket, 'drain'), line.closed]).catch(() => {});
  }
  socket.write(wrapped(end));
  if (!isDeclared) socket.write(lastChunk);
  socket.resume();
  const reply = await line.reply(10_000);
  socket.destroy();
  return reply;
}
