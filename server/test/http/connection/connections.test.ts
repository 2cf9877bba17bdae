import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { endpoints } from '@gongdan/contract';
import fc from 'fast-check';
import { parseConfig } from '../../../src/config/config.ts';
import { readAddresses } from '../../../src/http/connection/client-address.ts';
import { Connections } from '../../../src/http/connection/connections.ts';
import { type AppOptions, startApp, type TestApp } from '../../app.ts';
import { type Client, closeAll, isLetIn, isServed, open, openServed, untilSeen } from '../client.ts';

type Settings = NonNullable<AppOptions['settings']>;

async function serving(t: TestContext, settings: Settings): Promise<TestApp> {
  const app = await startApp({ settings });
  t.after(() => {
    closeAll();
    return app.close();
  });
  return app;
}

test('sockets that are silent or send half a header and never close do not lock others out', async (t) => {
  const app = await serving(t, { connections: '64', headersTimeoutMs: '500ms' });
  const silent = await Promise.all(
    Array.from({ length: 64 }, (_, index) => open(app.url, index < 32 ? '127.0.0.2' : '127.0.0.3')),
  );
  for (const [index, { send }] of silent.entries()) if (index % 2 === 0) send('GET /livez HTTP/1.1\r\nhos');
  assert.equal(await isLetIn(app.url, '127.0.0.4'), false, 'there was still room: the test is no use');
  await Promise.all(silent.map(({ closed }) => closed));
  for (const { heard } of silent) assert.match(heard(), /^HTTP\/1\.1 408 .*"ret_code":"400014"/s);
  const began = performance.now();
  while (!(await isLetIn(app.url, '127.0.0.4'))) {
    assert.ok(performance.now() - began < 10_000, 'the silent sockets still hold the server');
    await wait(50);
  }
});

describe('the bound of connections per address', () => {
  test('is half of all connections unless set, and other addresses are served', async (t) => {
    const app = await serving(t, { connections: '10' });
    const [first] = await openServed(app.url, '127.0.0.2', 5);
    assert.equal(await isLetIn(app.url, '127.0.0.2'), false);
    assert.equal(await isLetIn(app.url, '127.0.0.3'), true);
    assert.ok(await isServed(first!), 'a connection that was there must go on');
    first!.socket.destroy();
    await untilSeen(app.url);
    assert.equal(await isLetIn(app.url, '127.0.0.2'), true);
    const shown = await (await fetch(`${app.url}/metrics`)).text();
    assert.match(shown, /^gongdan_connections_refused_total 1$/m);
  });

  test('counts a connection once, however many calls it makes', async (t) => {
    const app = await serving(t, { connections: '10', connectionsPerAddress: '2' });
    const [kept] = await openServed(app.url, '127.0.0.2', 1);
    for (let call = 0; call < 20; call += 1) assert.ok(await isServed(kept!, call % 2 === 0 ? '/livez' : '/livez?a=é'));
    const [second] = await openServed(app.url, '127.0.0.2', 1);
    assert.equal(await isLetIn(app.url, '127.0.0.2'), false);
    kept!.socket.destroy();
    second!.socket.destroy();
    await untilSeen(app.url);
    await openServed(app.url, '127.0.0.2', 2);
  });

  test('counts correctly after any sequence of opened, used and closed connections', async (t) => {
    const most = 3;
    const app = await serving(t, { connections: '20', connectionsPerAddress: String(most) });
    const addresses = ['127.0.0.2', '127.0.0.3', '127.0.0.4'];
    const act = fc.tuple(
      fc.constantFrom('open', 'open', 'open', 'call', 'call raw', 'break', 'end', 'destroy', 'reset'),
      fc.constantFrom(...addresses),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
        const held = new Map<string, Client[]>(addresses.map((address) => [address, []]));
        for (const [what, address] of acts) await perform(app, what, address, held.get(address)!, most);
        for (const [address, clients] of held) {
          const more = await openServed(app.url, address, most - clients.length);
          assert.equal(await isLetIn(app.url, address), false);
          for (const { socket } of [...more, ...clients]) socket.destroy();
        }
        await untilSeen(app.url);
      }),
      { numRuns: 12 },
    );
  });
});

async function perform(app: TestApp, what: string, address: string, clients: Client[], most: number): Promise<void> {
  if (what === 'open') {
    const client = await open(app.url, address);
    assert.equal(await isServed(client), clients.length < most);
    if (clients.length < most) clients.push(client);
    return;
  }
  const client = what.startsWith('call') ? clients[0] : clients.shift();
  if (client === undefined) return;
  if (what === 'call') assert.ok(await isServed(client));
  else if (what === 'call raw') assert.ok(await isServed(client, '/livez?name=名'));
  else if (what === 'reset') client.socket.resetAndDestroy();
  else if (what === 'destroy') client.socket.destroy();
  else {
    if (what === 'break') client.send('HELLO\r\n\r\n');
    else client.socket.end();
    await client.closed;
    client.socket.destroy();
  }
  await untilSeen(app.url);
}

describe('behind a trusted proxy', () => {
  const settings = { connections: '40', connectionsPerAddress: '3', trustProxy: '127.0.0.0/8' };
  const client = (last: number) => `203.0.113.${last}`;

  test('connections are not bounded', async (t) => {
    const app = await serving(t, settings);
    await openServed(app.url, '127.0.0.2', 20);
  });

  test('a client may have as many calls under way as an address may have connections', async (t) => {
    const app = await serving(t, settings);
    const held = [await beginCall(app, client(1)), await beginCall(app, client(1)), await beginCall(app, client(1))];
    assert.match(await answerTo(app, client(1)), /^HTTP\/1\.1 503 .*retry-after: 1.*"ret_code":"999999"/s);
    assert.match(await answerTo(app, client(2)), /^HTTP\/1\.1 200 /);
    held[0]!.send('{}');
    await held[0]!.next();
    assert.match(await answerTo(app, client(1)), /^HTTP\/1\.1 200 /);
  });

  test('an IPv6 client is a whole /64', async (t) => {
    const app = await serving(t, settings);
    for (const own of ['1', 'ffff:1', 'a:b:c:d'])
      await beginCall(app, `2001:db8:1:2:${own.length > 4 ? '' : ':'}${own}`);
    assert.match(await answerTo(app, '2001:db8:1:2::99'), /^HTTP\/1\.1 503 /);
    assert.match(await answerTo(app, '2001:db8:1:3::99'), /^HTTP\/1\.1 200 /);
  });

  test('calls of a lost connection are no longer counted', async (t) => {
    const app = await serving(t, settings);
    for (let round = 0; round < 5; round += 1) (await beginCall(app, client(1))).socket.destroy();
    await untilSeen(app.url);
    for (let call = 0; call < 3; call += 1) await beginCall(app, client(1));
    assert.match(await answerTo(app, client(1)), /^HTTP\/1\.1 503 /);
  });

  test('pipelined calls are no longer counted when their connection ends', async (t) => {
    const entered: boolean[] = [];
    const { url, server } = await bareServer(t, settings, (_request, _response, isIn) => entered.push(isIn));
    for (let round = 0; round < 3; round += 1) {
      const coming = once(server, 'connection');
      const lost = await open(url);
      const [socket] = (await coming) as [Socket];
      const get = `GET / HTTP/1.1\r\nhost: a\r\nx-forwarded-for: ${client(1)}\r\n\r\n`;
      lost.send(get.repeat(4));
      while (entered.length < 4) await once(server, 'request');
      assert.deepEqual(entered.splice(0), [true, true, true, false]);
      const closed = new Promise((resolve) => socket.once('close', resolve));
      lost.socket.destroy();
      await closed;
    }
  });
});

/** Begins a call whose body, `{}`, is not sent yet. */
async function beginCall(app: TestApp, forwardedFor: string): Promise<Client> {
  const client = await open(app.url);
  const head = [`POST ${endpoints.query_groups.path} HTTP/1.1`, 'host: a', `token: ${await app.token()}`];
  client.send([...head, `x-forwarded-for: ${forwardedFor}`, 'content-length: 2', '\r\n'].join('\r\n'));
  await untilSeen(app.url);
  return client;
}

async function answerTo(app: TestApp, forwardedFor: string): Promise<string> {
  const client = await open(app.url);
  const answer = client.next();
  client.send(`GET /livez HTTP/1.1\r\nhost: a\r\nx-forwarded-for: ${forwardedFor}\r\n\r\n`);
  return answer.finally(() => client.socket.destroy());
}

test('a client that does not read its answer is cut off; a client that waits for one or has sent nothing is not', async (t) => {
  const answers: ServerResponse[] = [];
  const { url, server } = await bareServer(t, {}, (request, response) => {
    answers.push(response);
    if (request.url === '/large') response.end(Buffer.alloc(50_000_000));
  });
  const [silent, patient, deaf] = [await open(url), await open(url), await open(url)];
  patient.send('GET /slow HTTP/1.1\r\nhost: a\r\n\r\n');
  await once(server, 'request');
  deaf.socket.pause();
  deaf.send('GET /large HTTP/1.1\r\nhost: a\r\n\r\n');
  await once(server, 'request');
  await once(answers[1]!, 'close');
  const answer = patient.next();
  answers[0]!.end('late');
  assert.match(await answer, /late/);
  silent.send('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
  await once(server, 'request');
});

type Answer = (request: IncomingMessage, response: ServerResponse, entered: boolean) => void;

/**
 * Starts a bare Node server, so that the test decides when a call is answered. A client that reads nothing of its
 * answer for 100 ms is cut off.
 */
async function bareServer(t: TestContext, settings: Settings, answer: Answer) {
  const config = parseConfig({ data: '.', ...settings });
  const connections = new Connections(config, readAddresses(config), 100);
  const server = createServer((request, response) => {
    answer(request, response, connections.enter(request, response));
  });
  connections.watch(server);
  t.after(() => {
    closeAll();
    server.close();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
