import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { endpoints } from '@gongdan/contract';
import { type AppOptions, startApp, type TestApp } from '../../app.ts';
import { type Client, closeAll, isServed, open, openServed } from '../client.ts';

async function serving(t: TestContext, settings: NonNullable<AppOptions['settings']>): Promise<TestApp> {
  const app = await startApp({ settings });
  t.after(() => {
    closeAll();
    return app.close();
  });
  return app;
}

describe('a connection beyond the bound', () => {
  const settings = { connections: '10', connectionsPerAddress: '8' };

  test('replaces the longest idle connection of the address that has most', async (t) => {
    const app = await serving(t, settings);
    const few = await openServed(app.url, '127.0.0.2', 2);
    const many = await openServed(app.url, '127.0.0.3', 8);
    assert.ok(await isServed(many[0]!));
    const [next] = await openServed(app.url, '127.0.0.4', 1);
    await many[1]!.closed;
    for (const client of [...few, many[0]!, ...many.slice(2), next!]) assert.ok(await isServed(client));
  });

  test('is closed when its own address has too many; no other is closed for it', async (t) => {
    const app = await serving(t, settings);
    const kept = [...(await openServed(app.url, '127.0.0.2', 2)), ...(await openServed(app.url, '127.0.0.3', 8))];
    const beyond = await open(app.url, '127.0.0.3');
    await beyond.closed;
    for (const client of kept) assert.ok(await isServed(client));
  });

  test('is closed when its address has more connections than any that has an idle one', async (t) => {
    const app = await serving(t, settings);
    const few = await openServed(app.url, '127.0.0.2', 4);
    for (let count = 0; count < 6; count += 1) await open(app.url, '127.0.0.3');
    const beyond = await open(app.url, '127.0.0.3');
    await beyond.closed;
    for (const client of few) assert.ok(await isServed(client));
    const [next] = await openServed(app.url, '127.0.0.4', 1);
    await few[0]!.closed;
    assert.ok(await isServed(next!));
  });

  test("never replaces a trusted proxy's idle connection", async (t) => {
    const app = await serving(t, { connections: '10', trustProxy: '127.0.0.2' });
    const kept = await openServed(app.url, '127.0.0.2', 10);
    const beyond = await open(app.url, '127.0.0.3');
    await beyond.closed;
    for (const client of kept) assert.ok(await isServed(client));
  });

  test('never replaces a connection whose next request has begun', async (t) => {
    const app = await serving(t, settings);
    const [slow, quiet] = (await openServed(app.url, '127.0.0.3', 8)) as [Client, Client];
    await openServed(app.url, '127.0.0.2', 2);
    slow.send('GET /livez HTTP/1.1\r\nho');
    assert.ok(await isServed(quiet));
    const kept = await openServed(app.url, '127.0.0.4', 3);
    const answer = slow.next();
    slow.send('st: test\r\n\r\n');
    assert.match(await answer, /^HTTP\/1\.1 200 .*\{"live":true\}$/s);
    for (const client of kept) assert.ok(await isServed(client));
  });

  test('replaces an idle connection that sent a blank line after its request', async (t) => {
    const app = await serving(t, settings);
    const many = await openServed(app.url, '127.0.0.3', 8);
    const [other] = await openServed(app.url, '127.0.0.2', 2);
    for (const { send } of many) send('\r\n');
    assert.ok(await isServed(other!));
    await openServed(app.url, '127.0.0.4', 2);
  });

  test('never breaks a request that arrives at that moment: it is answered whole, or not done', {
    timeout: 60_000,
  }, async (t) => {
    const app = await serving(t, { connections: '20', connectionsPerAddress: '20' });
    const body = '{"user_nick":"idle"}';
    const head = [`POST ${endpoints.save_user.path} HTTP/1.1`, 'host: a', `token: ${await app.token()}`];
    const create = [...head, `content-length: ${body.length}`, '', body].join('\r\n');
    let answered = 0;
    let unanswered = 0;
    for (let round = 0; round < 10; round += 1) {
      const idle = await openServed(app.url, '127.0.0.3', 18);
      const before = idle.map(({ heard }) => heard().length);
      const newcomers: Promise<Client>[] = [];
      for (const { send } of idle) {
        if (newcomers.length < 10) newcomers.push(open(app.url, '127.0.0.4'));
        // In each round one more turn of the event loop lies between the new connection and the request.
        for (let turn = 0; turn < round; turn += 1) await new Promise(setImmediate);
        send(create);
      }
      for (const [n, client] of idle.entries()) {
        const said = () => client.heard().slice(before[n]);
        while (!said().endsWith('}') && !client.socket.readableEnded && !client.socket.destroyed) await client.next();
        assert.match(said(), /^$|^HTTP\/1\.1 200 .*"ret_code":"000000".*\}$/s);
        if (said() === '') unanswered += 1;
        else answered += 1;
      }
      for (const { socket } of [...idle, ...(await Promise.all(newcomers))]) socket.destroy();
    }
    const { total_count: made } = await app.done('query_users', {});
    assert.equal(made, answered);
    assert.ok(unanswered > 0, 'no connection was ended: the test is no use');
  });
});
