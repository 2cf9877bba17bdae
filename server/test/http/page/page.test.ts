import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { fastify } from 'fastify';
import { addPageRoutes } from '../../../src/http/page/routes.ts';
import { ask, type RawAnswer } from '../wire.ts';

const page = '<!doctype html><title>Gongdan</title>';
const script = 'export {};'.repeat(100);

describe('The page of the console', () => {
  const dist = mkdtempSync(join(tmpdir(), 'gongdan-dist-'));
  const app = fastify();
  let url = '';

  before(async () => {
    addPageRoutes(app, dist);
    url = await app.listen({ port: 0, host: '127.0.0.1' });
  });
  after(async () => {
    await app.close();
    rmSync(dist, { recursive: true });
  });

  const get = (path: string, headers: Record<string, string> = {}): Promise<RawAnswer> => ask(url, { path, headers });

  function build(): void {
    mkdirSync(join(dist, 'assets'), { recursive: true });
    writeFileSync(join(dist, 'index.html'), page);
    writeFileSync(join(dist, 'assets/index-1a2b.js'), script);
    writeFileSync(join(dist, 'assets/index-1a2b.js.br'), brotliCompressSync(script));
    writeFileSync(join(dist, 'assets/index-1a2b.js.gz'), gzipSync(script));
    writeFileSync(join(dist, 'theme.js'), 'dark');
  }

  test('explains how to build it when it has not been built', async () => {
    const { status, text, headers } = await get('/console/');
    assert.equal(status, 503);
    assert.match(text, /npm run build:console/);
    assert.match(headers['content-security-policy']!, /^default-src 'none'/);
  });

  test('is served as soon as it is built, at every address of the console', async () => {
    build();
    for (const path of ['/console/', '/console/tickets/20260302000001', '/console/setup?code=1', '/console/a.b/c']) {
      const { status, text, headers } = await get(path);
      assert.deepEqual([status, text], [200, page], path);
      assert.equal(headers['content-type'], 'text/html; charset=utf-8');
      assert.equal(headers['cache-control'], 'no-cache');
    }
    for (const path of ['/', '/console']) {
      const { status, headers } = await get(path);
      assert.deepEqual([status, headers.location], [302, '/console/']);
    }
  });

  test('has files that browsers cache for ever, in the encoding that the browser accepts', async () => {
    for (const [accepted, encoding] of [
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
      ['br;q=0', undefined],
      ['', undefined],
    ] as const) {
      const { status, headers } = await get('/console/assets/index-1a2b.js', { 'accept-encoding': accepted });
      assert.deepEqual([status, headers['content-encoding']], [200, encoding]);
      assert.equal(headers['content-type'], 'text/javascript; charset=utf-8');
      assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
      assert.equal(headers.vary, 'accept-encoding');
    }
    const response = await fetch(`${url}/console/assets/index-1a2b.js`);
    assert.equal(await response.text(), script);
    assert.equal((await get('/console/theme.js')).headers['cache-control'], 'no-cache');
    assert.equal((await ask(url, { method: 'HEAD', path: '/console/theme.js' })).headers['content-length'], '4');
  });

  test('is not sent again to a browser that has it', async () => {
    const { etag = '' } = (await get('/console/')).headers;
    const { status, text } = await get('/console/', { 'if-none-match': `"other", ${etag}` });
    assert.deepEqual([status, text], [304, '']);
  });

  test('gives no access to files outside its folder, and 404 for a missing file', async () => {
    for (const path of [
      '/console/assets/none.js',
      '/console/assets/..%2f..%2fpackage.json',
      '/console/assets/%2e%2e/%2e%2e/etc/passwd',
    ]) {
      const { status, text } = await get(path);
      assert.ok(status === 404 || text === page, `${path}: ${status} ${text}`);
    }
    assert.equal((await get('/console/assets/none.js')).status, 404);
  });

  test('is the new one after another build', async () => {
    writeFileSync(join(dist, 'index.html'), `${page}<p>new`);
    utimesSync(join(dist, 'index.html'), 1, 1);
    assert.equal((await get('/console/')).text, `${page}<p>new`);
  });

  test('may load and run only what comes from this server', async () => {
    const { headers } = await get('/console/');
    assert.equal(
      headers['content-security-policy'],
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
        "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; " +
        "manifest-src 'self'",
    );
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
    assert.match(headers['permissions-policy']!, /camera=\(\)/);
  });
});
