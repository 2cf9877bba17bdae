import { setTimeout as pause } from 'node:timers/promises';
import { type Attack, verdict } from '../attack.ts';
import { openLine } from '../line.ts';
import { chunkOf, lastChunk, uploadOf } from '../request.ts';

/** File names that are refused with HTTP 200 and the code 400014, "request failed", and a file that is too large. */
const parts = [
  { name: 'n'.repeat(300), bytes: 100, status: 200 },
  { name: 'with\0nul', bytes: 100, status: 200 },
  { name: 'large', bytes: 20 * 2 ** 20 + 1, status: 413 },
];

/**
 * Sends parts that are refused before the body has ended. A rejected promise without a handler would end the server.
 */
export const refusedParts: Attack = {
  name: 'refused parts, then a pause',
  does: 'file names of 300 characters and with NUL, a file above 20 MiB; the client sends the rest of the body a second after the refusal',
  async attack(server) {
    const replies = await Promise.all(
      parts.map(async ({ name, bytes }) => {
        const { head, part, end } = uploadOf({ token: server.token, name });
        const file = [part, Buffer.alloc(bytes, 'x'), Buffer.from('\r\n--a-boundary\r\n')];
        const line = openLine(server, Buffer.concat([head, ...file.map(chunkOf)]));
        await pause(1000);
        line.socket.write(Buffer.concat([chunkOf(end), Buffer.from(lastChunk)]));
        const reply = await line.reply();
        line.socket.destroy();
        return reply;
      }),
    );
    const got = replies.map(({ status, code }) => `${status} ${code}`);
    return verdict(`they got ${got.join(', ')}`, {
      'each gets its answer': replies.every(({ status, code }, n) => status === parts[n]!.status && code === '400014'),
    });
  },
};
