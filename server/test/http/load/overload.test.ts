import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { endpoints } from '@gongdan/contract';
import { fault } from '@gongdan/contract/console';
import { Compile } from 'typebox/compile';
import { type AppOptions, startApp, type TestApp } from '../../app.ts';
import { onEveryDatabase } from '../../databases.ts';
import { world, worldFile } from '../../world.ts';
import { ask, askBytes } from '../wire.ts';

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

onEveryDatabase('Hundreds of calls at one moment, each on its own connection,', (stores) => {
  test('are all served, and all creates are done', async () => {
    await withApp({ store: await stores.place() }, async (app) => {
      const create = await createRequest(app);
      const list = listRequest(await app.token());
      const requests = Array.from({ length: 300 }, (_, index) => (index % 5 === 0 ? list : create));
      const answers = await Promise.all(requests.map((request) => pipeline(app.url, [request])));
      const others = answers.flat().filter((answer) => !answer.includes('"ret_code":"000000"'));
      assert.deepEqual(others, []);
      const rows = await app.server.context.db.query.selectFrom('ticket').select('id').execute();
      assert.equal(rows.length, 240);
    });
  });
});

describe('overload', () => {
  test('writes beyond the bound wait, and all of them are done', () =>
    withApp({ settings: { writeQueue: '4' } }, async (app) => {
      const answers = await pipeline(app.url, Array(40).fill(await createRequest(app)));
      assert.equal(answers.filter((answer) => answer.includes('"ret_code":"000000"')).length, 40);
      const rows = await app.server.context.db.query.selectFrom('ticket').select('id').execute();
      assert.equal(rows.length, 40);
    }));

  test('a kind of work at its bound leaves other kinds their places, and continues when a place is free', () =>
    withApp({ settings: { uploadQueue: '1' } }, async (app) => {
      const holding = await beginUpload(app);
      await untilUnderWay(app);
      const second = upload(app);
      assert.equal((await app.call('save_user_ticket', wanted)).body.ret_code, '000000');
      assert.equal((await app.call('query_users')).body.ret_code, '000000');
      holding.end('\r\n--edge--\r\n');
      const answer = await second;
      assert.equal(answer.status, 200);
      assert.match(await answer.text(), /"ret_code":"000000"/);
    }));

  test('an upload without a token is refused at once, also while all places of uploads are taken', () =>
    withApp({ settings: { uploadQueue: '1' } }, async (app) => {
      const holding = await beginUpload(app);
      await untilUnderWay(app);
      const answer = await fetch(app.url + endpoints.upload_file.path, { method: 'POST', body: new FormData() });
      assert.match(await answer.text(), /"ret_code":"900001"/);
      holding.destroy();
    }));

  test('a call that has waited for the bound is 503 with Retry-After, and is counted', () =>
    withApp({ settings: { uploadQueue: '1', waitMs: '500ms' } }, async (app) => {
      const holding = await beginUpload(app);
      await untilUnderWay(app);
      const refused = await upload(app);
      assert.equal(refused.status, 503);
      assert.equal(refused.headers.get('retry-after'), '1');
      assert.match(refused.headers.get('x-request-id') ?? '', /^[0-9a-f]+-/);
      assert.match(await refused.text(), /^\{"ret_code":"999999","ret_msg":"[^"]+"\}$/);
      assert.match(
        await (await fetch(`${app.url}/metrics`)).text(),
        /^gongdan_calls_total\{endpoint="upload_file",code="999999"\} 1$/m,
      );
      holding.destroy();
    }));

  test('calls beyond the memory for waiting calls are turned away, and nothing of them is done', () =>
    withApp({ settings: { waitMemory: '64KiB' } }, async (app) => {
      const answers = await pipeline(app.url, Array(40).fill(await createRequest(app)));
      const refused = answers.filter((answer) => answer.startsWith('HTTP/1.1 503'));
      const made = answers.filter((answer) => answer.includes('"ret_code":"000000"')).length;
      assert.ok(refused.length >= 30, `${refused.length} were refused`);
      const metrics = await (await fetch(`${app.url}/metrics`)).text();
      assert.match(metrics, new RegExp(`^gongdan_turned_away_total ${refused.length}$`, 'm'));
      assert.equal(made + refused.length, 40);
      const rows = await app.server.context.db.query.selectFrom('ticket').select('id').execute();
      assert.equal(rows.length, made);
      assert.equal((await app.call('save_user_ticket', wanted)).body.ret_code, '000000');
    }));

  test('a call of the console is turned away with a fault, and its page is still served', () =>
    withApp({ settings: { waitMemory: '64KiB' } }, async (app) => {
      const crowd = (path: string) => pipeline(app.url, Array(20).fill(`GET ${path} HTTP/1.1\r\nhost: test\r\n\r\n`));
      const answers = await crowd('/api/console/1/session');
      const refused = answers.filter((answer) => answer.startsWith('HTTP/1.1 503'));
      assert.ok(refused.length > 0 && refused.length < 20, `${refused.length} were refused`);
      for (const answer of refused) {
        const [head = '', body = ''] = answer.split('\r\n\r\n');
        assert.match(head, /^retry-after: 1$/im);
        assert.match(head, /^cache-control: no-store$/im);
        assert.ok(Compile(fault).Check(JSON.parse(body)), body);
        assert.equal((JSON.parse(body) as { reason: string }).reason, 'overloaded');
      }
      // The page may not be built here. Only a request that was turned away gets a Retry-After.
      for (const path of ['/', '/console', '/console/', '/console/assets/none.js']) {
        const pages = await crowd(path);
        assert.equal(pages.length, 20);
        assert.doesNotMatch(pages.join(''), /^retry-after:/im, path);
      }
    }));

  test('the single call of one app is answered before the crowd of another', () =>
    withApp({ settings: { writeQueue: '1' } }, async (app) => {
      const request = await createRequest(app);
      const single = await createRequest(app, await tokenOfOther(app));
      const { port } = new URL(app.url);
      const crowd = await connected(Number(port));
      let answered = 0;
      crowd.on('data', (part: Buffer) => {
        answered += part.toString().split('"ret_code":"000000"').length - 1;
      });
      crowd.write(request.repeat(100));
      await once(crowd, 'data');
      const [answer] = await pipeline(app.url, [single]);
      assert.match(answer!, /"ret_code":"000000"/);
      assert.ok(answered < 50, `${answered} of the crowd came first`);
      crowd.destroy();
    }));

  test('a waiting call whose caller disconnects releases its memory', () =>
    withApp({ settings: { uploadQueue: '1', waitMemory: '40KiB' } }, async (app) => {
      const holding = await beginUpload(app);
      await untilUnderWay(app);
      const waiting = [await beginUpload(app), await beginUpload(app)];
      await untilTakenIn(app);
      assert.equal((await upload(app)).status, 503);
      for (const socket of waiting) socket.resetAndDestroy();
      await untilTakenIn(app);
      const next = upload(app);
      await untilTakenIn(app);
      holding.end('\r\n--edge--\r\n');
      assert.equal((await next).status, 200);
    }));

  test('a connection beyond the bound is closed at once while no other is idle, and open ones go on', () =>
    withApp({ settings: { connections: '10', connectionsPerAddress: '10' } }, async (app) => {
      const { port } = new URL(app.url);
      const sockets = await Promise.all(Array.from({ length: 10 }, () => connected(Number(port))));
      const tooMany = connect(Number(port), '127.0.0.1');
      tooMany.on('error', () => {});
      await once(tooMany, 'close');
      await served(sockets[9]!);
      for (const socket of sockets) socket.destroy();
    }));
});

describe('rate limits', () => {
  const limited = { settings: { rateLimit: '6' } };

  test('do not apply without the setting', () =>
    withApp({}, async (app) => {
      for (let count = 0; count < 50; count += 1) await app.done('query_users', {});
    }));

  test('give each app as many calls at once as the setting says, and as many more each minute', () =>
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

  test('refuse a call too many before its body is read', () =>
    withApp(limited, async (app) => {
      for (let count = 0; count < 6; count += 1) await app.done('query_users', {});
      const broken = { method: 'POST', path: endpoints.save_user.path, body: '{"user_nick":' };
      const token = await app.token();
      assert.equal((await ask(app.url, { ...broken, headers: { token } })).status, 429);
      app.advance(60_000);
      assert.equal((await ask(app.url, { ...broken, headers: { token } })).status, 400);
    }));
});

/** Sends whole requests, pipelined, on a connection that ends with the last answer. */
async function pipeline(url: string, requests: readonly string[]): Promise<string[]> {
  const last = requests.at(-1)!.replace('\r\n', '\r\nconnection: close\r\n');
  const { all } = await askBytes(url, Buffer.from([...requests.slice(0, -1), last].join('')));
  return all.split(/(?=HTTP\/1\.1 \d)/);
}

async function createRequest(app: TestApp, token?: string): Promise<string> {
  const body = JSON.stringify(wanted);
  const head = [
    `POST ${endpoints.save_user_ticket.path} HTTP/1.1`,
    'host: test',
    `token: ${token ?? (await app.token())}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

function listRequest(token: string): string {
  const range = 'create_start_datetime=2026-03-01+00:00:00&create_end_datetime=2026-03-03+00:00:00';
  return `GET ${endpoints.query_tickets.path}?${range} HTTP/1.1\r\nhost: test\r\ntoken: ${token}\r\n\r\n`;
}

/** Gets a token of another app of the company. */
async function tokenOfOther(app: TestApp): Promise<string> {
  const time = String(Math.floor(app.now() / 1000));
  const sign = createHash('md5').update(`crm${time}crm-key-not-a-secret`).digest('hex');
  const { item } = await app.done('get_token', { appid: 'crm', create_time: time, sign }, { token: null });
  return item.token;
}

async function upload(app: TestApp): Promise<Response> {
  const form = new FormData();
  form.append('file', new Blob(['x']), 'x.txt');
  const headers = { token: await app.token() };
  return fetch(app.url + endpoints.upload_file.path, { method: 'POST', headers, body: form });
}

/** Begins an upload; the end of its file, `\r\n--edge--\r\n`, is not sent. */
async function beginUpload(app: TestApp): Promise<Socket> {
  const { port } = new URL(app.url);
  const part = '--edge\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nbegin';
  const socket = await connected(Number(port));
  const head = [
    `POST ${endpoints.upload_file.path} HTTP/1.1`,
    'host: test',
    `token: ${await app.token()}`,
    'content-type: multipart/form-data; boundary=edge',
    `content-length: ${part.length + '\r\n--edge--\r\n'.length}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${part}`);
  return socket;
}

/** Makes a second call on another connection. When it is answered, the server has received the first. */
async function untilUnderWay(app: TestApp): Promise<void> {
  await app.call('query_users');
}

/**
 * Waits for ten answers of /livez. The server accepts one new connection per turn of its event loop, so each answer
 * shows that a turn has passed, and what was sent before has been read.
 */
async function untilTakenIn(app: TestApp): Promise<void> {
  for (let count = 0; count < 10; count += 1) await (await fetch(`${app.url}/livez`)).text();
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
