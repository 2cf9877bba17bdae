import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, describe, type TestContext, test } from 'node:test';
import { boundLines } from '../../src/http/line-bound.ts';
import { shownPath } from '../../src/http/shown-path.ts';
import { addAgent, password } from '../console/accounts.ts';
import { freshBrowser } from '../console/browser.ts';
import { type Line, type LoggedApp, startLoggedApp } from './logged.ts';
import { ask, askBytes } from './wire.ts';

const region = '/api/ws/5/ticket/get_region';

describe('The log', () => {
  let logged: LoggedApp;
  let token: string;
  before(async () => {
    logged = await startLoggedApp();
    token = await logged.app.token();
  });
  after(() => logged.app.close());

  const only = async (act: () => Promise<unknown>): Promise<Line> => {
    const lines = await logged.linesOf(act, 1);
    assert.equal(lines.length, 1, JSON.stringify(lines));
    return lines[0]!;
  };
  const asked = (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') =>
    only(() => ask(logged.app.url, { method, path, headers }));

  test('has one line a call: client, app, company, method, path, endpoint, code, status and time', async () => {
    const { requestId, time, ms, ...line } = await asked(`${region}?phone=18280240680`, { token });
    assert.deepEqual(line, {
      level: 30,
      address: '127.0.0.1',
      company: logged.app.companyId,
      app: 'demo',
      method: 'GET',
      path: region,
      endpoint: 'get_region',
      code: '000000',
      status: 200,
      msg: 'call',
    });
    assert.equal(typeof time, 'number');
    assert.equal(typeof requestId, 'string');
    assert.match(String(ms), /^\d+(\.\d)?$/);
  });

  test('names the app of get_token once its signature was right', async () => {
    const lines = await logged.linesOf(() => logged.app.call('query_tickets', {}, { token: 'x' }));
    assert.equal(lines[0]?.app, undefined);
    const first = logged.lines().find(({ endpoint }) => endpoint === 'get_token');
    assert.deepEqual([first?.app, first?.company], ['demo', logged.app.companyId]);
  });

  test('names the agent who calls the console', async () => {
    const id = await addAgent(logged.app, 'ming@huaxing.example');
    const browser = freshBrowser(logged.app.url);
    const line = await only(() => browser.done('signIn', { email: 'ming@huaxing.example', password }));
    assert.deepEqual(
      [line.agent, line.company, line.endpoint, line.code, line.status],
      [id, logged.app.companyId, 'console/signIn', 'ok', 200],
    );
  });

  test('has a line for each request that reaches no call', async () => {
    const tooLarge = { method: 'POST', path: region, headers: { token }, body: Buffer.alloc(2 ** 20 + 1) };
    const cases = [
      [
        await asked('/api/ws/5/ticket/never_built?ticketid=1', { token }),
        404,
        '/api/ws/5/ticket/never_built',
        '400014',
      ],
      [await asked('/%zz'), 404, '/(hidden)', '400014'],
      [await asked(region, {}, 'DELETE'), 405, region, '400014'],
      [await asked('/readyz', {}, 'DELETE'), 405, '/readyz', '400014'],
      [await asked('/api/console/1/nope'), 404, '/api/console/1/nope', 'path_unknown'],
      [await asked('/files/0123456789abcdef0123456789abcdef/王迅.pdf'), 404, '/files/(hidden)', '400014'],
      [await only(() => ask(logged.app.url, tooLarge)), 413, region, '400014'],
      [await asked(region, { expect: '200-ok' }), 400, region, '400014'],
      [await asked('x.example:443', {}, 'CONNECT'), 405, 'x.example:443', '400014'],
    ] as const;
    for (const [line, status, path, code] of cases) {
      assert.deepEqual([line.status, line.path, line.code, line.address], [status, path, code, '127.0.0.1']);
    }
  });

  test('has a line for the page of the console', async () => {
    const line = await asked('/console/tickets');
    assert.deepEqual([line.path, line.endpoint], ['/console/tickets', '/console/*']);
  });

  test('has a line for bytes that are no request', async () => {
    const line = await only(() => askBytes(logged.app.url, Buffer.from('no request\r\n\r\n')));
    assert.deepEqual([line.msg, line.status, line.address], ['no HTTP request', 400, '127.0.0.1']);
  });

  test('has a line for an upload and for the file', async () => {
    const fileUrl = await logged.app.upload('upload_file', new Uint8Array([1]), '王迅.txt');
    const line = await only(async () => (await fetch(fileUrl)).arrayBuffer());
    assert.deepEqual([line.status, line.path, line.endpoint], [200, '/files/(hidden)', '/files/:id/*']);
  });

  test('has no line for health and metrics, except at the level debug', async (t: TestContext) => {
    assert.deepEqual(await logged.linesOf(() => ask(logged.app.url, { path: '/metrics' })), []);
    const verbose = await startLoggedApp({}, 'debug');
    t.after(() => verbose.app.close());
    const lines = await verbose.linesOf(() => ask(verbose.app.url, { path: '/readyz' }));
    assert.deepEqual(
      lines.map(({ level, path }) => [level, path]),
      [[20, '/readyz']],
    );
  });
});

test('a call that is turned away has a line', async (t) => {
  const logged = await startLoggedApp({ settings: { trustProxy: '127.0.0.1', connectionsPerAddress: '1' } });
  t.after(() => logged.app.close());
  const { hostname, port } = new URL(logged.app.url);
  const underWay = connect(Number(port), hostname);
  t.after(() => underWay.destroy());
  const head = `POST ${region} HTTP/1.1\r\nhost: x\r\ntoken: x\r\ncontent-length: 9\r\nexpect: 100-continue\r\n\r\n`;
  underWay.write(head);
  await once(underWay, 'data');
  const [line] = await logged.linesOf(() => ask(logged.app.url, { path: region }));
  assert.deepEqual([line?.status, line?.code, line?.path, line?.app], [503, '999999', region, undefined]);
});

test('behind a trusted proxy the log names the client, however odd its address is', async (t) => {
  const logged = await startLoggedApp({ settings: { trustProxy: '127.0.0.1' } });
  t.after(() => logged.app.close());
  for (const [forwarded, shown] of [
    ['203.0.113.9', '203.0.113.9'],
    ['x"\\,"app":"y', /^[^\n]{1,65}$/],
    ['a'.repeat(5000), /^a{64}…$/],
  ] as const) {
    const [line] = await logged.linesOf(() =>
      ask(logged.app.url, { path: '/nothing', headers: { 'x-forwarded-for': forwarded } }),
    );
    if (typeof shown === 'string') assert.equal(line?.address, shown);
    else assert.match(String(line?.address), shown);
    assert.equal(line?.app, undefined);
  }
});

describe('A path in the log', () => {
  test('shows the names of calls, and nothing that may be a secret or a person', () => {
    const hidden = {
      '/api/ws/5/ticket/query_ticket_push_fail_infos?page=1': '/api/ws/5/ticket/query_ticket_push_fail_infos',
      '/console/assets/index-BxYz1234.js': '/console/assets/index-BxYz1234.js',
      '/files/0123456789abcdef0123456789abcdef/wang.pdf': '/files/(hidden)',
      '/%66iles/0123456789abcdef0123456789abcdef/wang.pdf': '/(hidden)',
      '/FILES/0123/wang.pdf': '/FILES/(hidden)',
      '/api/0123456789abcdef0123456789abcdef/x': '/api/(hidden)',
      '/api/user/13800138000/tickets': '/api/user/(hidden)',
      '/api/user/138-0013-8000': '/api/user/(hidden)',
      '/api/user/wang@example.com': '/api/user/(hidden)',
      '/api/user/%E7%8E%8B%E8%BF%85': '/api/user/(hidden)',
      '/api/\u202eabc': '/api/(hidden)',
      '*': '(hidden)',
    };
    for (const [path, shown] of Object.entries(hidden)) assert.equal(shownPath(path), shown);
  });

  test('has at most 200 characters', () => {
    assert.equal(shownPath('/a'.repeat(5000)).length, 201);
  });
});

test('the log has at most 50 lines a second of requests for unknown paths', async () => {
  const { app, linesOf } = await startLoggedApp();
  const count = 300;
  const lines = await linesOf(async () => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    const request = 'GET /nothing/here HTTP/1.1\r\nhost: x\r\n';
    socket.write(`${`${request}\r\n`.repeat(count - 1)}${request}connection: close\r\n\r\n`);
    assert.equal((await text(socket)).split('HTTP/1.1 404').length - 1, count);
  }).finally(() => app.close());
  const written = lines.filter(({ status }) => status === 404).length;
  assert.ok(written >= 50 && written < count, `${written} lines`);
});

test('lines beyond 50 a second are left out, and their number is told', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const dropped: number[] = [];
  const bounded = boundLines((count) => dropped.push(count));
  let written = 0;
  const write = () => {
    written += 1;
  };
  for (let count = 0; count < 1000; count += 1) bounded(write);
  assert.equal(written, 50);
  t.mock.timers.tick(1000);
  assert.deepEqual(dropped, [950]);
  bounded(write);
  t.mock.timers.tick(1000);
  assert.deepEqual([written, dropped], [51, [950]]);
});
