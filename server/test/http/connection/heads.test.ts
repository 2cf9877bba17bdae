import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { endpoints } from '@gongdan/contract';
import { consoleEndpoints } from '@gongdan/contract/console';
import { startApp, type TestApp } from '../../app.ts';
import { worldFile } from '../../world.ts';
import { closeAll, isServed, open, untilSeen } from '../client.ts';
import { askBytes, type RawAnswer } from '../wire.ts';

const targets = [endpoints.save_user.path, '/nowhere', '/livez', '/files/a/b', '/console/', '/exports/x'];

describe('the head of a request', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ company: worldFile });
  });
  after(() => app.close());

  const send = (...lines: string[]) => askBytes(app.url, Buffer.from(`${lines.join('\r\n')}\r\n\r\n`));

  for (const target of targets) {
    test(`without a Host is refused with the envelope on ${target}`, async () => {
      assertRefused(await send(`GET ${target} HTTP/1.1`), /no Host header/);
    });

    test(`with two Hosts is refused with the envelope on ${target}`, async () => {
      assertRefused(await send(`GET ${target} HTTP/1.1`, 'host: a', 'Host: b'), /more than one Host/);
      assertRefused(await send(`GET ${target} HTTP/1.0`, 'host: a', 'host: a'), /more than one Host/);
    });

    test(`with an unknown Expect is refused with the envelope on ${target}`, async () => {
      for (const expect of ['200-ok', '100-continued', 'x, 100-continue', '']) {
        const answer = await send(`POST ${target} HTTP/1.1`, 'host: a', `expect: ${expect}`, 'content-length: 0');
        assertRefused(answer, /only 100-continue/);
      }
    });
  }

  test('is refused with a fault on the console', async () => {
    const { status, body } = await send('GET /api/console/1/session HTTP/1.1');
    assert.deepEqual([status, body().reason], [400, 'body_malformed']);
  });

  test('needs no Host with HTTP/1.0', async () => {
    assert.equal((await send('GET /livez HTTP/1.0')).status, 200);
  });

  test('leads to the metrics in one spelling only, which a proxy can block', async () => {
    assert.equal((await send('GET /metrics?a HTTP/1.1', 'host: a', 'connection: close')).status, 200);
    for (const path of ['//metrics', '/%20metrics', '/metrics%20', '/%6detrics', '/metrics/', '/METRICS']) {
      const { status, text } = await send(`GET ${path} HTTP/1.1`, 'host: a', 'connection: close');
      assert.deepEqual([path, status], [path, 404]);
      assert.match(text, /"ret_code":"400014"/);
    }
  });

  test('is 405 with the envelope when it asks for a tunnel', async () => {
    const { status, headers, body } = await send('CONNECT example.com:443 HTTP/1.1', 'host: example.com');
    assert.deepEqual([status, body().ret_code], [405, '400014']);
    assert.ok(headers['x-request-id']);
  });

  test('is refused, when it is broken, after the answer of the call under way', async () => {
    const { all } = await send('GET /openapi.json HTTP/1.1', 'host: a', '', 'HELLO');
    assert.deepEqual(all.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 200', 'HTTP/1.1 400']);
    assert.match(all, /\}HTTP\/1\.1 400/);
  });
});

describe('a target with raw UTF-8', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ company: worldFile, settings: { headersTimeoutMs: '500ms', trustProxy: '127.0.0.9' } });
  });
  after(() => {
    closeAll();
    return app.close();
  });

  test('is read on every path like its percent-encoded form', async () => {
    const raw = ['/livez?名=1', '/openapi.json?é', '/工单', '/console/工单?视图=我的', '/files/附件/发票'];
    for (const target of [...raw, '/api/console/1/session?é=1', `${endpoints.query_groups.path}?名=1`]) {
      const ask = (text: string) =>
        askBytes(app.url, Buffer.from(`GET ${text} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`));
      const [typed, encoded] = [await ask(target), await ask(encodeURI(target))];
      assert.deepEqual(
        [typed.status, typed.headers['content-type']],
        [encoded.status, encoded.headers['content-type']],
      );
      assert.ok(typed.headers['x-request-id'], target);
    }
  });

  test('may come in two pieces', async () => {
    const client = await open(app.url);
    client.send('GET /livez?name=王');
    await untilSeen(app.url);
    client.send('迅 HTTP/1.1\r\nhost: a\r\n\r\n');
    assert.match(await client.next(), /^HTTP\/1\.1 200 /);
  });

  test('leaves the connection usable, also after the time-out of headers', async () => {
    const client = await open(app.url);
    assert.ok(await isServed(client, '/livez?name=王迅'));
    // Two silent connections are opened later and closed at their time-out. By then the time-out has passed for the
    // first connection, too.
    await (await open(app.url)).closed;
    await (await open(app.url)).closed;
    assert.ok(await isServed(client, '/livez?name=王迅'));
    assert.ok(await isServed(client));
  });

  test('after a body in the same packet is not run as a request, whatever the body holds', async () => {
    const body = 'GET /readyz?z=中 HTTP/1.1\r\nhost: a\r\nx: ';
    const client = await open(app.url);
    client.send(`GET /livez HTTP/1.1\r\nhost: a\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`);
    await untilSeen(app.url);
    client.send(`${body}GET /livez?人 HTTP/1.1\r\nhost: a\r\n\r\n`);
    await client.closed;
    assert.deepEqual(client.heard().match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 200', 'HTTP/1.1 400']);
  });

  test('is read after a request whose body came in an earlier packet', async () => {
    const client = await open(app.url);
    client.send('GET /livez HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\n\r\nbody');
    assert.match(await client.next(), /^HTTP\/1\.1 200 /);
    await untilSeen(app.url);
    assert.ok(await isServed(client, '/livez?name=王迅'));
  });

  test('times out like any other when its headers never end', async () => {
    const client = await open(app.url);
    client.send('GET /livez?name=王迅 HTTP/1.1\r\nhost: a\r\nx: ');
    await client.closed;
    assert.match(client.heard(), /^HTTP\/1\.1 408 /);
  });

  test('can sign in, and its wrong passwords count for the address of the client', async () => {
    const attempt = async (from: string) => {
      const client = await open(app.url, '127.0.0.9');
      const guess = { companyId: app.companyId, email: `${crypto.randomUUID()}@example.com`, password: 'long enough' };
      const body = JSON.stringify(guess);
      const head = [`POST ${consoleEndpoints.signIn.path}?é HTTP/1.1`, 'host: a', 'sec-fetch-site: same-origin'];
      const more = ['content-type: application/json', `x-forwarded-for: ${from}`, `content-length: ${body.length}`];
      client.send(`${[...head, ...more].join('\r\n')}\r\n\r\n${body}`);
      const answer = await client.next();
      client.socket.destroy();
      return /"reason":"(\w+)"/.exec(answer)?.[1];
    };
    const reasons = new Set<string | undefined>();
    for (let count = 0; count < 41; count += 1) reasons.add(await attempt('203.0.113.1'));
    assert.deepEqual([...reasons], ['sign_in_refused', 'rate_limited']);
    assert.equal(await attempt('203.0.113.2'), 'sign_in_refused');
  });
});

function assertRefused({ status, headers, body }: RawAnswer, why: RegExp): void {
  assert.equal(status, 400);
  assert.equal(body().ret_code, '400014');
  assert.match(String(body().ret_msg), why);
  assert.ok(headers['x-request-id']);
  assert.equal(headers.connection, 'close');
}
