import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openLog } from '../../src/config/log.ts';
import { startApp, type TestApp } from '../app.ts';
import { worldFile } from '../world.ts';
import { ask } from './wire.ts';

const region = '/api/ws/5/ticket/get_region';

describe('for operators', () => {
  const lines: string[] = [];
  let app: TestApp;
  before(async () => {
    const log = openLog({ logLevel: 'info' }, { write: (line: string) => lines.push(line) });
    app = await startApp({ log });
  });
  after(() => app.close());

  const logged = (id: string | undefined) =>
    lines.map((line) => JSON.parse(line)).find(({ requestId }) => requestId === id);

  test('health needs no token', async () => {
    for (const path of ['/livez', '/readyz', '/metrics', '/openapi.json']) {
      assert.equal((await ask(app.url, { path })).status, 200, path);
    }
    for (const path of ['/livez', '/readyz']) {
      assert.equal((await ask(app.url, { method: 'HEAD', path })).status, 200, path);
    }
  });

  test('the metrics count calls by endpoint and code', async () => {
    await app.refused('query_tickets', {}, '400001');
    const { text } = await ask(app.url, { path: '/metrics' });
    assert.match(text, /^gongdan_calls_total\{endpoint="query_tickets",code="400001"\} 1$/m);
    assert.match(text, /^gongdan_call_seconds_bucket\{endpoint="query_tickets",le="\+Inf"\} 1$/m);
    assert.match(text, /^process_cpu_seconds_total /m);
  });

  test('the OpenAPI document names the address of this server', async () => {
    const document = (await ask(app.url, { path: '/openapi.json' })).body() as {
      openapi: string;
      servers: { url: string }[];
    };
    assert.equal(document.openapi, '3.1.0');
    assert.equal(document.servers[0]?.url, app.url);
  });

  test('the line of a call in the log has its request id, endpoint and code', async () => {
    const { headers } = await app.call('query_tickets', {});
    const line = logged(headers.get('x-request-id') ?? '');
    assert.equal(line?.endpoint, 'query_tickets');
    assert.equal(line?.code, '400001');
  });

  test('an internal error is 500 without its cause, which is in the log', async () => {
    const { db } = app.server.context;
    const token = await app.token();
    await db.write('', (tx) => tx.query.schema.alterTable('customer').renameTo('customer_gone').execute());
    const answer = await ask(app.url, { path: '/api/crm/5/user/query_users', headers: { token } });
    await db.write('', (tx) => tx.query.schema.alterTable('customer_gone').renameTo('customer').execute());
    assert.equal(answer.status, 500);
    assert.deepEqual(answer.body(), { ret_code: '999999', ret_msg: '系统未知异常' });
    const line = logged(answer.headers['x-request-id']);
    assert.match(line.err.message, /customer/);
  });

  test('the metrics of calls are shown while the store cannot be read', async () => {
    const { db } = app.server.context;
    const rename = (from: string, to: string) =>
      db.write('', (tx) => tx.query.schema.alterTable(from).renameTo(to).execute());
    await rename('push_endpoint', 'push_endpoint_gone');
    const { status, text } = await ask(app.url, { path: '/metrics' });
    await rename('push_endpoint_gone', 'push_endpoint');
    assert.equal(status, 200);
    assert.match(text, /^gongdan_calls_total\{/m);
    assert.doesNotMatch(text, /gongdan_push_waiting/);
    assert.equal(JSON.parse(lines.findLast((line) => line.includes('"level":40'))!).msg, 'some metrics are missing');
  });

  test('tokens, signs, keys, phones and e-mails do not reach the log', async () => {
    const secrets = { token: 't0k', sign: 's1gn', app_key: 'k3y', user_tels: '138', user_emails: 'a@b.c' };
    app.server.context.log.info({ ...secrets, request: secrets }, 'seen');
    const line = lines.at(-1) ?? '';
    for (const value of Object.values(secrets)) assert.ok(!line.includes(`"${value}"`), line);
  });
});

describe('an answer prepared once', () => {
  let app: TestApp;
  let token: string;
  before(async () => {
    app = await startApp({ company: worldFile });
    token = await app.token();
  });
  after(() => app.close());

  const get = (headers: Readonly<Record<string, string>> = {}) =>
    fetch(app.url + region, { headers: { token, ...headers } });

  test('comes in an encoding that the client accepts', async () => {
    const encodings = { br: 'br', 'gzip, deflate': 'gzip', 'br;q=0, gzip': 'gzip', identity: null };
    const bodies = new Set<string>();
    for (const [accepted, used] of Object.entries(encodings)) {
      const answer = await get({ 'accept-encoding': accepted });
      assert.equal(answer.headers.get('content-encoding'), used, accepted);
      bodies.add(await answer.text());
    }
    assert.equal(bodies.size, 1, 'all say the same');
    assert.match([...bodies][0] ?? '', /"ret_code":"000000"/);
  });

  test('is 304 without a body for a client that has it', async () => {
    const etag = (await get()).headers.get('etag') ?? '';
    for (const known of [etag, `"other", ${etag}`, '*']) {
      const answer = await get({ 'if-none-match': known });
      assert.equal(answer.status, 304);
      assert.equal(await answer.text(), '');
    }
    assert.equal((await get({ 'if-none-match': '"other"' })).status, 200);
  });
});
