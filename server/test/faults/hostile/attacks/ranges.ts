import { endpoints } from '@gongdan/contract';
import { type Attack, verdict } from '../attack.ts';
import { exchange, openLine } from '../line.ts';
import { requestOf } from '../request.ts';
import { fileIn } from './slow-readers.ts';

const many = Array.from({ length: 1000 }, (_, n) => `${n}-`).join(',');
const ranges = [
  'bytes=0-0',
  'bytes=-0',
  'bytes=5-1',
  'bytes=-',
  `bytes=${'9'.repeat(400)}-`,
  `bytes=0-${'9'.repeat(400)}`,
  `bytes=${many}`,
  'bytes=0-,-1',
  'bytes=-99999999',
  'lines=1-2',
];

/** Sends odd range and conditional requests for a file. */
export const rangesAndConditions: Attack = {
  name: 'ranges and conditions',
  does: '2,000 requests for odd ranges of a file and for the regions with 1,000 ETags; half of the clients hang up in the middle',
  async attack(server) {
    const path = await fileIn(server, 400_000);
    const tags = Array.from({ length: 1000 }, (_, n) => `"tag-${n}"`).join(', ');
    const count = server.many(2000, 200);
    const statuses = new Map<number, number>();
    let begun = 0;
    async function ask(): Promise<void> {
      while (begun < count) {
        const n = begun++;
        const isTree = n % 3 === 0;
        const headers: Record<string, string> = isTree
          ? { token: server.token, 'if-none-match': tags }
          : { range: ranges[n % ranges.length]! };
        const bytes = requestOf(isTree ? endpoints.get_region.path : path, { headers });
        if (n % 2 === 0) {
          const line = openLine(server, bytes);
          await Promise.race([new Promise((resolve) => line.socket.once('data', resolve)), line.closed]);
          line.socket.resetAndDestroy();
          continue;
        }
        const { status } = await exchange(server, bytes);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    }
    await Promise.all(Array.from({ length: 50 }, ask));
    const saw = [...statuses].map(([status, times]) => `${times} × ${status}`).join(', ');
    return verdict(`they got ${saw}`, {
      'each is answered 200, 206, 304, 404 or 416': [...statuses.keys()].every((status) =>
        [200, 206, 304, 404, 416].includes(status),
      ),
    });
  },
};
