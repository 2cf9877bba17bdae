import { setTimeout as pause } from 'node:timers/promises';
import { endpoints } from '@gongdan/contract';
import { type Attack, verdict } from '../attack.ts';
import { openLine } from '../line.ts';
import { requestOf } from '../request.ts';
import type { Target } from '../target.ts';
import { listCall } from './burst.ts';

const fileBytes = 4_000_000;
const mostMemory = 300 * 2 ** 20;

/** Never reads the answers. They must not pile up in the server's memory. */
export const slowReaders: Attack = {
  name: 'slow readers',
  does: '300 connections ask for a file of 4 MB, the regions and long lists, ten times each in one packet, and never read',
  async attack(server) {
    const asked = [
      requestOf(await fileIn(server)),
      requestOf(endpoints.get_region.path, { headers: { token: server.token } }),
      listCall(server, '50'),
    ];
    const before = server.memory();
    const lines = Array.from({ length: server.many(300, 60) }, (_, n) => {
      const line = openLine(server, Buffer.concat(Array.from({ length: 10 }, () => asked[n % asked.length]!)));
      line.socket.pause();
      return line;
    });
    let most = before;
    const until = performance.now() + server.many(4000, 1000);
    while (performance.now() < until) {
      await pause(100);
      most = Math.max(most, server.memory());
    }
    for (const { socket } of lines) socket.destroy();
    const grown = most - before;
    return verdict(`the server grew by ${Math.round(grown / 2 ** 20)} MB`, {
      'it grows by less than 300 MB': grown < mostMemory,
    });
  },
};

export async function fileIn({ client }: Pick<Target, 'client'>, bytes = fileBytes): Promise<string> {
  const file = new File([new Uint8Array(bytes).fill(7)], 'long.bin');
  return new URL((await client.upload_file({ file })).item.file_url).pathname;
}
