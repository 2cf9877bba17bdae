import { endpoints } from '@gongdan/contract';
import { type Attack, verdict } from '../attack.ts';
import { exchange } from '../line.ts';
import { requestOf } from '../request.ts';

const mostMemory = 400 * 2 ** 20;

/** Sends bodies in chunks of one byte. A chunk must cost little more memory than its bytes. */
export const crumbs: Attack = {
  name: 'bodies in crumbs',
  does: '24 connections send 1 MB in chunks of one byte each, with a token and without, as JSON, as a form and as an upload',
  slowestLivezMs: 2000,
  async attack(server) {
    const size = server.many(2 ** 20 - 100, 100_000);
    const chunked = { 'transfer-encoding': 'chunked' };
    const types = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'];
    const body = `${'1\r\na\r\n'.repeat(size)}0\r\n\r\n`;
    const paths = [endpoints.save_user.path, endpoints.upload_file.path];
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, server.memory());
    }, 50);
    const before = server.memory();
    const began = performance.now();
    const replies = await Promise.all(
      Array.from({ length: 24 }, (_, n) => {
        const headers = { ...chunked, 'content-type': types[n % 3]!, ...(n % 4 !== 0 && { token: server.token }) };
        return exchange(server, requestOf(paths[n % 2]!, { method: 'POST', headers, body }), { withinMs: 60_000 });
      }),
    );
    clearInterval(watch);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const grown = Math.max(0, most - before);
    const codes = Map.groupBy(replies, ({ status, code }) => `${status} ${code}`);
    const saw = [...codes].map(([name, { length }]) => `${length} × ${name}`).join(', ');
    return verdict(`they got ${saw} in ${seconds} s; the server grew by ${Math.round(grown / 2 ** 20)} MB`, {
      'each is answered': replies.every(({ status }) => status > 0),
      'the server grows by less than 400 MB': grown < mostMemory,
    });
  },
};
