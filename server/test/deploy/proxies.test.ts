import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { endpoints } from '@gongdan/contract';
import { parse } from 'yaml';
import { startApp, type TestApp } from '../app.ts';
import { freshBrowser } from '../console/browser.ts';
import { closeAll, isServed, open } from '../http/client.ts';
import { ask, askBytes } from '../http/wire.ts';
import { haproxy, lacks, nginx, sampleOf, startProxy } from './proxy.ts';

const compose = parse(
  readFileSync(join(fileURLToPath(new URL('../../../', import.meta.url)), 'compose.yaml'), 'utf8'),
  { merge: true },
);

test('The nodes of the compose file trust only the balancer, at its address', () => {
  const { services, networks } = compose;
  const address = services.balancer.networks.default.ipv4_address as string;
  const [network] = networks.default.ipam.config[0].subnet.split('.0/24') as [string];
  assert.ok(address.startsWith(`${network}.`));
  for (const node of ['node1', 'node2', 'node3']) {
    assert.equal(services[node].environment.GONGDAN_TRUST_PROXY, address);
    assert.equal(services[node].ports, undefined, 'a node is reached by the balancer alone');
  }
});

test('The samples replace the address that a client claims, and append nothing', () => {
  assert.match(sampleOf('nginx.conf'), /^ *proxy_set_header X-Forwarded-For \$remote_addr;/m);
  assert.doesNotMatch(sampleOf('nginx.conf'), /proxy_add_x_forwarded_for/);
  // When nginx finds a header set in a location, it drops all headers that are set outside of the location.
  assert.equal(sampleOf('nginx.conf').match(/location [^{]*\{[^}]*proxy_set_header/g), null);
  assert.match(sampleOf('haproxy.cfg'), /^ *http-request set-header X-Forwarded-For %\[src\]$/m);
  assert.doesNotMatch(sampleOf('haproxy.cfg'), /^ *option forwardfor/m);
});

test('The samples of one server trust one address, not a network', () => {
  assert.match(sampleOf('nginx.conf'), /GONGDAN_TRUST_PROXY=127\.0\.0\.1$/m);
});

for (const kind of [nginx, haproxy]) {
  describe(`${kind.program} as in deploy/${kind.sample}`, { skip: lacks(kind) }, () => {
    let app: TestApp;
    let proxy: Awaited<ReturnType<typeof startProxy>>;
    const most = 5;

    before(async () => {
      app = await startApp({ settings: { trustProxy: '127.0.0.1' } });
      proxy = await startProxy(kind, app.url, most);
      // A balancer first checks which nodes are ready.
      while (!(await fetch(`${proxy.url}/readyz`)).ok);
    });
    after(async () => {
      closeAll();
      await proxy.close();
      await app.close();
    });

    test('passes calls to the server', async () => {
      const { status, body } = await ask(proxy.url, { path: endpoints.query_groups.path });
      assert.deepEqual([status, body().ret_code], [200, '900001']);
    });

    test('keeps its connections to the server', async () => {
      const client = await open(proxy.url);
      await isServed(client);
      const before = proxy.connections();
      for (let call = 0; call < 30; call += 1) assert.ok(await isServed(client));
      client.socket.destroy();
      // A balancer checks each node on a connection of its own.
      assert.ok(proxy.connections() - before <= 8, `${proxy.connections() - before} connections for 30 calls`);
    });

    const spellings = [
      '/metrics?a=b',
      '//metrics',
      '/%6detrics',
      '/%6Detrics',
      '/%20metrics',
      '/metrics%20',
      '/./metrics',
    ];
    for (const path of ['/metrics', ...spellings, '/a/../metrics', '/metrics/', 'http://host/metrics', '/metrics%3f']) {
      test(`does not show metrics at ${path}`, async () => {
        const { status, all } = await ask(proxy.url, { path });
        assert.notEqual(status, 200);
        assert.doesNotMatch(all, /gongdan_|process_cpu/);
      });
    }

    test('answers with an envelope for a path that it blocks', async () => {
      const { status, body } = await ask(proxy.url, { path: '/metrics' });
      assert.deepEqual([status, body().ret_code], [404, '400014']);
    });

    test('ignores the address that a client claims', async () => {
      const browser = freshBrowser(proxy.url);
      const guess = { companyName: 'Acme', language: 'zh-CN', name: 'Li', email: 'li@x.example' };
      const reasons: (string | undefined)[] = [];
      for (let count = 0; count < 41; count += 1) {
        const given = { 'x-forwarded-for': `203.0.113.${count}`, origin: app.url, host: new URL(app.url).host };
        const { reason } = await browser.call('setUp', { ...guess, code: 'wrong', password: 'a long sentence' }, given);
        reasons.push(reason);
      }
      assert.deepEqual(new Set(reasons.slice(0, 40)), new Set(['setup_refused']));
      assert.equal(reasons[40], 'rate_limited');
    });

    test('limits the connections of one address', async () => {
      const head = `POST ${endpoints.query_groups.path} HTTP/1.1\r\nhost: a\r\ntoken: ${await app.token()}\r\ncontent-length: 2\r\n\r\n`;
      const held = [];
      for (let count = 0; count < most; count += 1) {
        const client = await open(proxy.url, '127.0.0.7');
        client.send(head);
        held.push(client);
      }
      // The connections above stay open, because none of their calls has its body yet.
      await untilRefused(proxy.url, '127.0.0.7');
      const other = await open(proxy.url, '127.0.0.8');
      assert.ok(await isServed(other));
      held[0]!.send('{}');
      assert.match(await held[0]!.next(), /^HTTP\/1\.1 200 /);
    });
  });
}

test('HAProxy answers in HTML when it cannot parse a request, as its sample says', {
  skip: lacks(haproxy),
}, async () => {
  const app = await startApp({ settings: { trustProxy: '127.0.0.1' } });
  const proxy = await startProxy(haproxy, app.url);
  const html = /^HTTP\/1\.1 400 .*text\/html/s;
  assert.match((await askBytes(proxy.url, Buffer.from('HELLO\r\n\r\n'))).all, html);
  assert.match((await askBytes(proxy.url, Buffer.from('GET /livez?名 HTTP/1.1\r\nhost: a\r\n\r\n'))).all, html);
  await proxy.close();
  await app.close();
});

test('nginx passes on a request whose path has raw UTF-8', { skip: lacks(nginx) }, async () => {
  const app = await startApp({ settings: { trustProxy: '127.0.0.1' } });
  const proxy = await startProxy(nginx, app.url);
  const raw = Buffer.from('GET /livez?名 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
  assert.equal((await askBytes(proxy.url, raw)).status, 200);
  await proxy.close();
  await app.close();
});

test('HAProxy answers with an envelope when no node is up', { skip: lacks(haproxy) }, async () => {
  const proxy = await startProxy(haproxy, 'http://127.0.0.1:1');
  // HAProxy notices only after a moment that the node is down.
  let answer = await ask(proxy.url, { path: '/livez' });
  for (let tries = 0; tries < 100 && answer.status !== 503; tries += 1) {
    answer = await ask(proxy.url, { path: '/livez' });
  }
  assert.equal(answer.status, 503);
  assert.equal(answer.body().ret_code, '999999');
  await proxy.close();
});

/** Opens connections until one is refused, by 503 or by closing it without an answer. */
async function untilRefused(url: string, from: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const client = await open(url, from);
    const served = await isServed(client);
    client.socket.destroy();
    if (!served) return;
  }
  assert.fail('nobody was refused');
}
