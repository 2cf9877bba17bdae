import { endpoints } from '@gongdan/contract';
import { type Attack, verdict } from '../attack.ts';
import { exchange } from '../line.ts';
import { requestOf } from '../request.ts';

const parts = `${'--x\r\ncontent-disposition: form-data; name=a\r\n\r\nb\r\n'.repeat(18_000)}--x--`;
const keys = `{${Array.from({ length: 80_000 }, (_, n) => `"k${n}":1`).join(',')}}`;
const mostMedianMs = 250;

/**
 * Sends bodies that are costly to parse, without a token. The server must refuse such a call without parsing its body.
 */
export const tokenlessWork: Attack = {
  name: 'work without a token',
  does: '24 connections send 1 MB of 18,000 parts or 80,000 keys, again and again, without a token',
  async attack(server) {
    const path = endpoints.save_user.path;
    const multipart = { 'content-type': 'multipart/form-data; boundary=x' };
    const bodies = [
      requestOf(path, { method: 'POST', headers: multipart, body: parts }),
      requestOf(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: keys }),
    ];
    const until = performance.now() + server.many(6000, 1500);
    const codes = new Map<string, number>();
    server.honest.begin(50);
    await Promise.all(
      Array.from({ length: 24 }, async (_, n) => {
        while (performance.now() < until) {
          const { status, code } = await exchange(server, bodies[n % 2]!);
          const name = `${status} ${code}`;
          codes.set(name, (codes.get(name) ?? 0) + 1);
        }
      }),
    );
    const { calls, livez } = await server.honest.end();
    const answers = [...codes].map(([name, count]) => `${count} × ${name}`).join(', ');
    return verdict(`they got ${answers}; an honest call took ${calls.p50} ms in the median, /livez ${livez.p50} ms`, {
      'each answer says that the token is missing': [...codes.keys()].every((name) => name === '200 900001'),
      [`an honest call takes ${mostMedianMs} ms at most in the median`]: calls.p50 <= mostMedianMs * server.slowness(),
    });
  },
};
