import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Endpoint, endpoints } from '@gongdan/contract';
import { type ConsoleEndpoint, consoleEndpoints, streamPath } from '@gongdan/contract/console';
import { addPageRoutes } from '../../src/http/page/routes.ts';
import { startApp, type TestApp } from '../app.ts';
import { browserOf } from '../console/browser.ts';
import { openTicket } from '../contract/scene.ts';
import { onEveryDatabase } from '../databases.ts';
import { worldFile } from '../world.ts';
import { ask, type RawAnswer, type RawRequest } from './wire.ts';

/** Headers that may differ between HEAD and GET, because they depend on the connection or the moment. */
const passing = ['connection', 'date', 'keep-alive', 'transfer-encoding', 'x-request-id'];

onEveryDatabase('HEAD', (stores) => {
  let app: TestApp;
  let token: string;
  let cookie: string;
  let file: string;
  let exported: string;
  before(async () => {
    app = await startApp({ store: await stores.place(), company: worldFile });
    token = await app.token();
    cookie = (await browserOf(app, 'liwei')).cookie;
    file = await app.upload('upload_file', new Uint8Array(1000), 'a.txt');
    await openTicket(app);
    exported = (await app.done('export_data', { date: '2026-03-02', task_type: '6' })).item.file_path;
  });
  after(() => app.close());

  const send = (method: string, path: string, headers: Record<string, string> = {}) =>
    ask(app.url, { method, path, headers: { token, cookie: `gongdan=${cookie.split('=')[1]}`, ...headers } });

  function assertAlike(head: RawAnswer, get: RawAnswer, path: string): void {
    const lasting = ({ status, headers }: RawAnswer) => [
      status,
      Object.fromEntries(Object.entries(headers).filter(([name]) => !passing.includes(name))),
    ];
    assert.deepEqual(lasting(head), lasting(get), path);
    assert.equal(head.text, '', path);
  }

  test('is answered like GET without a body by every call that accepts GET', async () => {
    const paths = Object.values<Endpoint>(endpoints).filter(({ method }) => method === 'GET');
    assert.ok(paths.length > 15);
    for (const { path } of paths) {
      // Every get_token that succeeds answers another token, so this one is refused: it has no sign.
      assertAlike(await send('HEAD', path), await send('GET', path), path);
    }
  });

  test('is answered like GET by every call of the console that accepts GET', async () => {
    const paths = Object.values<ConsoleEndpoint>(consoleEndpoints).filter(({ method }) => method === 'GET');
    assert.ok(paths.length > 10);
    for (const { path } of paths) assertAlike(await send('HEAD', path), await send('GET', path), path);
  });

  test('is answered like GET by files, exports, health and the OpenAPI document', async () => {
    const local = (address: string) => address.slice(app.url.length);
    const paths = [local(file), local(exported), '/livez', '/readyz', '/openapi.json', '/', '/nothing', '/files/x/y'];
    for (const path of paths) assertAlike(await send('HEAD', path), await send('GET', path), path);
    const zipped = { 'accept-encoding': 'gzip' };
    const [head, get] = [await send('HEAD', local(exported), zipped), await send('GET', local(exported), zipped)];
    assertAlike(head, get, exported);
    assert.ok(Number(head.headers['content-length']) > 0);
    const whole = await send('HEAD', local(file), { range: 'bytes=0-9' });
    assert.deepEqual([whole.status, whole.headers['content-length']], [200, '1000'], 'a range applies to GET only');
  });

  test('is answered by the metrics, whose length changes from call to call', async () => {
    const [head, get] = [await send('HEAD', '/metrics'), await send('GET', '/metrics')];
    assert.deepEqual([head.status, head.headers['content-type'], head.text], [200, get.headers['content-type'], '']);
  });

  test('opens no stream of news', async () => {
    const head = await send('HEAD', `${streamPath}?windowId=w`);
    assert.deepEqual([head.status, head.headers['content-type']], [200, 'text/event-stream; charset=utf-8']);
    assert.equal((await send('HEAD', streamPath)).status, (await send('GET', streamPath)).status);
  });

  test('closes the file of the export that it does not read', async () => {
    const closed = Promise.withResolvers<void>();
    const { exports } = app.server.context;
    const open = exports.open.bind(exports);
    exports.open = async (address) => {
      const opened = await open(address);
      return opened && { ...opened, read: () => opened.read().once('close', closed.resolve) };
    };
    await send('HEAD', exported.slice(app.url.length));
    await closed.promise;
    exports.open = open;
  });

  test('is refused where GET is, and every refusal of a method names the allowed ones', async () => {
    const refused: readonly (readonly [request: RawRequest, allowed: string])[] = [
      [{ method: 'HEAD', path: endpoints.save_user.path }, 'POST'],
      [{ method: 'PUT', path: endpoints.query_tickets.path }, 'GET, HEAD, POST'],
      [{ method: 'DELETE', path: endpoints.get_token.path }, 'GET, HEAD, POST'],
      [{ method: 'POST', path: '/openapi.json?a=1' }, 'GET, HEAD'],
      [{ method: 'POST', path: '/metrics' }, 'GET, HEAD'],
      [{ method: 'OPTIONS', path: '/livez' }, 'GET, HEAD'],
      [{ method: 'PURGE', path: '/readyz' }, 'GET, HEAD'],
      [{ method: 'DELETE', path: file.slice(app.url.length) }, 'GET, HEAD'],
      [{ method: 'POST', path: exported.slice(app.url.length), body: 'x' }, 'GET, HEAD'],
      [{ method: 'POST', path: '/' }, 'GET, HEAD'],
      [{ method: 'PATCH', path: '/console/tickets' }, 'GET, HEAD'],
      [{ method: 'POST', path: streamPath }, 'GET, HEAD'],
      [{ method: 'POST', path: consoleEndpoints.getSession.path }, 'GET, HEAD'],
      [{ method: 'HEAD', path: consoleEndpoints.signIn.path }, 'POST'],
      [{ method: 'GET', path: consoleEndpoints.signIn.path }, 'POST'],
    ];
    for (const [request, allowed] of refused) {
      const { status, headers, text } = await ask(app.url, { ...request, headers: { token } });
      assert.deepEqual([status, headers.allow], [405, allowed], `${request.method} ${request.path}: ${text}`);
    }
  });
});

test('HEAD of the built console is answered like GET', async () => {
  const dist = mkdtempSync(join(tmpdir(), 'gongdan-dist-'));
  mkdirSync(join(dist, 'assets'));
  writeFileSync(join(dist, 'index.html'), '<!doctype html>');
  const { fastify } = await import('fastify');
  const pages = fastify({ exposeHeadRoutes: false });
  addPageRoutes(pages, dist);
  for (const url of ['/', '/console', '/console/', '/console/tickets', '/console/assets/none.js']) {
    const [head, get] = [await pages.inject({ method: 'HEAD', url }), await pages.inject({ method: 'GET', url })];
    assert.equal(head.statusCode, get.statusCode, url);
    assert.equal(head.headers['content-length'], get.headers['content-length'], url);
    assert.equal(head.body, '', url);
  }
  await pages.close();
  rmSync(dist, { recursive: true });
});
