import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { endpoints } from '@gongdan/contract';
import { fault } from '@gongdan/contract/console';
import { Compile } from 'typebox/compile';
import { type AppOptions, startApp, type TestApp } from '../app.ts';
import { world, worldFile } from '../world.ts';
import { ask, askBytes } from './wire.ts';

const wanted = {
  companyid: world.companyId,
  ticket_title: '门锁打不开',
  ticket_content: '<p>指纹不识别</p>',
  user_tels: '18280240680',
  ticket_typeid: 'repair_lock_battery',
  ticket_from: '1',
  extend_fields: [{ fieldid: 'warranty', field_value: 'in_warranty' }],
};

async function withApp(options: AppOptions, use: (app: TestApp) => Promise<void>): Promise<void> {
  const app = await startApp({ company: worldFile, ...options });
  try {
    await use(app);
  } finally {
    await app.close();
  }
}

describe('overload', () => {
  test('writes beyond the bound are 503 with Retry-After, and nothing of them is done', () =>
    withApp({ settings: { writeQueue: '4' } }, async (app) => {
      const body = JSON.stringify(wanted);
      const head = `POST ${endpoints.save_user_ticket.path} HTTP/1.1\r\nhost: test\r\ntoken: ${await app.token()}\r\n`;
      const sized = `${head}content-length: ${Buffer.byteLength(body)}\r\n`;
      const requests = [...Array(39).fill(`${sized}\r\n${body}`), `${sized}connection: close\r\n\r\n${body}`];
      const answers = (await askBytes(app.url, Buffer.from(requests.join('')))).all.split(/(?=HTTP\/1\.1 \d)/);
      assert.equal(answers.length, 40);
      const refused = answers.filter((answer) => answer.startsWith('HTTP/1.1 503'));
      assert.ok(refused.length >= 30, `${refused.length} were refused`);
      for (const answer of refused) {
        assert.match(answer, /retry-after: 1\r\n/i);
        assert.match(answer, /x-request-id: [0-9a-f]+-/i);
        assert.match(answer, /\r\n\r\n\{"ret_code":"999999","ret_msg":"[^"]+"\}$/);
      }
      const made = answers.filter((answer) => answer.includes('"ret_code":"000000"')).length;
      assert.equal(made + refused.length, 40);
      const rows = await app.server.context.db.query.selectFrom('ticket').select('id').execute();
      assert.equal(rows.length, made);
      assert.equal((await app.call('save_user_ticket', wanted)).body.ret_code, '000000');
    }));

  test('a kind of work at its bound leaves the others theirs', () =>
    withApp({ settings: { uploadQueue: '1' } }, async (app) => {
      const holding = await beginUpload(app);
      await untilUnderWay(app);
      const form = new FormData();
      form.append('file', new Blob(['x']), 'x.txt');
      const headers = { token: await app.token() };
      const address = app.url + endpoints.upload_file.path;
      const refused = await fetch(address, { method: 'POST', headers, body: form });
      assert.equal(refused.status, 503);
      assert.match(await refused.text(), /"ret_code":"999999"/);
      assert.equal((await app.call('save_user_ticket', wanted)).body.ret_code, '000000');
      assert.equal((await app.call('query_users')).body.ret_code, '000000');
      holding.destroy();
    }));

  test('what comes beyond those that may wait is turned away before anybody looks at it, and counted', () =>
    withApp({ settings: { listQueue: '1' } }, async (app) => {
      const token = await app.token();
      const request = `GET ${endpoints.query_users.path} HTTP/1.1\r\nhost: test\r\ntoken: ${token}\r\n`;
      const last = `${request}connection: close\r\n\r\n`;
      const { all } = await askBytes(app.url, Buffer.from(`${request}\r\n`.repeat(9) + last));
      const answers = all.match(/"ret_code":"\d{6}"/g)!;
      assert.equal(answers.length, 10);
      assert.deepEqual([...new Set(answers)].sort(), ['"ret_code":"000000"', '"ret_code":"999999"']);
      const metrics = await (await fetch(`${app.url}/metrics`)).text();
      assert.match(metrics, /^gongdan_turned_away_total 9$/m);
    }));

  test('a call of the console that is turned away is answered a fault, and its page is not turned away', () =>
    withApp({ settings: { readQueue: '1' } }, async (app) => {
      const crowd = (path: string) => {
        const request = `GET ${path} HTTP/1.1\r\nhost: test\r\n`;
        const last = `${request}connection: close\r\n\r\n`;
        return askBytes(app.url, Buffer.from(`${request}\r\n`.repeat(19) + last));
      };
      const answers = (await crowd('/api/console/1/session')).all.split(/(?=HTTP\/1\.1 \d)/);
      const refused = answers.filter((answer) => answer.startsWith('HTTP/1.1 503'));
      assert.ok(refused.length > 0 && refused.length < 20, `${refused.length} were refused`);
      for (const answer of refused) {
        const [head = '', body = ''] = answer.split('\r\n\r\n');
        assert.match(head, /^retry-after: 1$/im);
        assert.match(head, /^cache-control: no-store$/im);
        assert.ok(Compile(fault).Check(JSON.parse(body)), body);
        assert.equal((JSON.parse(body) as { reason: string }).reason, 'overloaded');
      }
      // Whether it is built or not: only what is turned away says when to come again.
      for (const path of ['/', '/console', '/console/', '/console/assets/none.js']) {
        const { all } = await crowd(path);
        assert.equal(all.match(/HTTP\/1\.1 \d+/g)?.length, 20);
        assert.doesNotMatch(all, /^retry-after:/im, path);
      }
    }));

  test('a connection beyond the bound is closed at once, those there go on', () =>
    withApp({ settings: { connections: '10' } }, async (app) => {
      const { port } = new URL(app.url);
      const sockets = await Promise.all(Array.from({ length: 10 }, () => connected(Number(port))));
      await served(sockets[0]!);
      const tooMany = connect(Number(port), '127.0.0.1');
      tooMany.on('error', () => {});
      await once(tooMany, 'close');
      await served(sockets[9]!);
      for (const socket of sockets) socket.destroy();
    }));
});

describe('rate limits', () => {
  const limited = { settings: { rateLimit: '6' } };

  test('none without the setting', () =>
    withApp({}, async (app) => {
      for (let count = 0; count < 50; count += 1) await app.done('query_users', {});
    }));

  test('an app has so many calls at once and as many a minute, each app its own', () =>
    withApp(limited, async (app) => {
      for (let count = 0; count < 6; count += 1) await app.done('query_users', {});
      const { status, headers, body } = await app.call('query_users');
      assert.equal(status, 429);
      assert.equal(body.ret_code, '999999');
      assert.equal(headers.get('retry-after'), '10');
      app.advance(10_000);
      await app.done('query_users', {});
      assert.equal((await app.call('query_users')).status, 429);
    }));

  test('a call too many is refused before its body is looked at', () =>
    withApp(limited, async (app) => {
      for (let count = 0; count < 6; count += 1) await app.done('query_users', {});
      const broken = { method: 'POST', path: endpoints.save_user.path, body: '{"user_nick":' };
      const token = await app.token();
      assert.equal((await ask(app.url, { ...broken, headers: { token } })).status, 429);
      app.advance(60_000);
      assert.equal((await ask(app.url, { ...broken, headers: { token } })).status, 400);
    }));
});

/** An upload whose file never ends. */
async function beginUpload(app: TestApp): Promise<Socket> {
  const { port } = new URL(app.url);
  const socket = await connected(Number(port));
  const head = [
    `POST ${endpoints.upload_file.path} HTTP/1.1`,
    'host: test',
    `token: ${await app.token()}`,
    'content-type: multipart/form-data; boundary=edge',
    'content-length: 100000',
  ];
  const part = '--edge\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nbegin';
  socket.write(`${head.join('\r\n')}\r\n\r\n${part}`);
  return socket;
}

/** A second call on another connection is answered after the first has been taken in. */
async function untilUnderWay(app: TestApp): Promise<void> {
  await app.call('query_users');
}

async function connected(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

async function served(socket: Socket): Promise<void> {
  socket.write('GET /livez HTTP/1.1\r\nhost: test\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  assert.match(answer.toString(), /^HTTP\/1\.1 200/);
}
