import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { sign } from '@gongdan/client';
import { endpoints } from '@gongdan/contract';
import { type Client, closeAll, open } from '../../http/client.ts';
import { acmeClient, furnish } from './acme.ts';
import { start, startServing } from './gongdan.ts';

/** Name → code that causes the fault. It runs in the server when the server gets SIGUSR2. */
const faults: Readonly<Record<string, string>> = {
  'a rejected promise that nobody handles': "Promise.reject(new Error('planted'))",
  'an error thrown where nobody catches it': "setImmediate(() => { throw new Error('planted') })",
};

describe('a server with an uncaught error', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-unforeseen-'));
  const data = join(folder, 'data');
  before(() => furnish(data));
  after(() => {
    closeAll();
    rmSync(folder, { recursive: true });
  });

  for (const [name, code] of Object.entries(faults)) {
    test(`(${name}) logs it, refuses new calls, ends those under way, and exits with 1 within ten seconds`, async () => {
      const server = await serve(code);
      const token = await tokenOf(server.url);
      const underWay = await beginCall(server.url, token);
      const endless = await beginCall(server.url, token);
      const began = performance.now();
      const ended = once(server.child, 'exit');
      server.child.kill('SIGUSR2');
      const line = await server.fatal;
      assert.equal(line.err.message, 'planted');
      assert.match(line.err.stack, /at /);

      const kept = await fetch(server.url + endpoints.query_groups.path, { headers: { token } });
      assert.deepEqual([kept.status, kept.headers.get('retry-after')], [503, '1']);
      assert.match(await kept.text(), /"ret_code":"999999"/);
      assert.equal((await fetch(`${server.url}/readyz`)).status, 503);
      underWay.send('{"user_nick":"the last"}');
      assert.match(await underWay.next(), /^HTTP\/1\.1 200 .*"ret_code":"000000"/s);

      assert.deepEqual(await ended, [1, null]);
      assert.ok(performance.now() - began < 10_000, `it took ${performance.now() - began} ms`);
      await endless.closed;
    });
  }

  test('can be started again, with everything that it had acknowledged', async () => {
    const server = await startServing(data);
    const { items } = await acmeClient(server.url).query_users({ user_nick: 'the last' });
    assert.equal(items.length, 2);
    assert.equal(await server.stop('SIGTERM'), 0);
  });

  async function serve(code: string) {
    const plant = `data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2', () => { ${code} })`)}`;
    const child = start(['serve', '--data', data, '--port', '0'], {}, ['--import', plant]);
    const [ready] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
    const { url } = JSON.parse(ready) as { url: string };
    return { child, url, fatal: fatalLine(child.stderr!) };
  }
});

/** Reads the log up to the line about the error. */
async function fatalLine(log: NodeJS.ReadableStream): Promise<{ err: { message: string; stack: string } }> {
  for await (const line of createInterface({ input: log })) if (line.includes('"level":60')) return JSON.parse(line);
  throw new Error('the server ended without a word');
}

async function tokenOf(url: string): Promise<string> {
  const time = String(Math.floor(Date.now() / 1000));
  const body = JSON.stringify({ appid: 'one', create_time: time, sign: sign('one', time, 'secret') });
  const answer = await fetch(url + endpoints.get_token.path, { method: 'POST', body });
  const { item } = (await answer.json()) as { item: { token: string } };
  return item.token;
}

/** Begins a call whose body the test sends later: `{"user_nick":"the last"}`. */
async function beginCall(url: string, token: string): Promise<Client> {
  const client = await open(url);
  const head = [`POST ${endpoints.save_user.path} HTTP/1.1`, 'host: a', `token: ${token}`, 'expect: 100-continue'];
  client.send(`${head.join('\r\n')}\r\ncontent-length: 24\r\n\r\n`);
  assert.match(await client.next(), /^HTTP\/1\.1 100 /);
  return client;
}
