import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { startApp } from '../app.ts';

/** Begins a request without its body, so that it is under way for as long as the test wants. */
async function begin(url: string, token: string, body: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const head = ['POST /api/crm/5/user/save_user HTTP/1.1', 'host: test', `token: ${token}`, 'expect: 100-continue'];
  socket.write(`${head.join('\r\n')}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`);
  await once(socket, 'data');
  return socket;
}

describe('a server that closes', () => {
  test('answers the calls under way and accepts no new connection', async () => {
    const app = await startApp();
    const body = '{"user_nick":"last"}';
    const token = await app.token();
    const [first, last] = [await begin(app.url, token, body), await begin(app.url, token, body)];
    const closing = app.close();

    first.write(body);
    const [answer] = await once(first, 'data');
    assert.match(String(answer), /^HTTP\/1\.1 200 .*connection: close.*"ret_code":"000000"/s);
    await assert.rejects(fetch(`${app.url}/livez`));

    last.write(body);
    await closing;
  });

  test('closes the connection of a call that it refuses', async () => {
    const app = await startApp();
    const body = '{"user_name":"last"}';
    const socket = await begin(app.url, await app.token(), body);
    const closing = app.close();
    socket.write(body);
    const [answer] = await once(socket, 'data');
    assert.match(String(answer), /^HTTP\/1\.1 200 .*connection: close.*"ret_code":"400004"/s);
    await closing;
  });

  test('waits for calls no longer than its setting says', async () => {
    const app = await startApp({ settings: { drainMs: '200ms' } });
    const socket = await begin(app.url, await app.token(), '{"user_nick":"never"}');
    const cut = once(socket, 'close');
    await app.close();
    await cut;
  });

  test('first reports that it is leaving and serves on for a while, so that a balancer removes it', async () => {
    const app = await startApp({ settings: { leaveMs: '300ms' } });
    await app.token();
    const ready = async () => (await fetch(`${app.url}/readyz`)).status;
    assert.equal(await ready(), 200);
    const closing = app.close();
    assert.equal(await ready(), 503);
    await app.done('query_groups', {});
    await closing;
    await assert.rejects(ready());
  });
});
