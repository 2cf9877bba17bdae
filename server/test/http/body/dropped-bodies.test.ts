import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { endpoints } from '@gongdan/contract';
import { startApp, type TestApp } from '../../app.ts';
import { type Client, closeAll, open } from '../client.ts';
import { ask } from '../wire.ts';

const mebibyte = 2 ** 20;
/** In MiB, rounded up: the server drops twice what an upload may have, 2 × (20 + 1), before it cuts the connection. */
const most = 43;
const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536), Buffer.from('\r\n')]);

describe('a body that the server does not need', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ settings: { connectionsPerAddress: '1', trustProxy: '127.0.0.1' } });
  });
  after(() => {
    closeAll();
    return app.close();
  });

  const ways: Readonly<Record<string, { head: string; answer: RegExp }>> = {
    'of a GET that the framework answers': { head: 'GET /livez', answer: /^HTTP\/1\.1 413 .*"400014"/s },
    'of a GET of a file': {
      head: `GET /files/${'0'.repeat(32)}/a.txt`,
      answer: /^HTTP\/1\.1 413 .*"400014"/s,
    },
    'of a GET of nothing': { head: 'GET /nothing', answer: /^HTTP\/1\.1 404 .*"400014"/s },
    'of a request without a Host': { head: 'POST /nothing', answer: /^HTTP\/1\.1 400 .*"400014"/s },
    'of a call that is turned away': {
      head: `POST ${endpoints.save_user.path}`,
      answer: /^HTTP\/1\.1 503 .*"999999"/s,
    },
  };
  for (const [name, { head, answer }] of Object.entries(ways)) {
    test(`is cut off when it never ends: the body ${name}`, { timeout: 30_000 }, async () => {
      // With `connectionsPerAddress: '1'`, a client behind a proxy may have one call under way. A second one gets 503.
      const held = name.includes('turned away') ? await openHeld(app) : undefined;
      const client = await open(app.url);
      const host = name.includes('Host') ? '' : 'host: a\r\n';
      client.send(`${head} HTTP/1.1\r\n${host}x-forwarded-for: 203.0.113.1\r\ntransfer-encoding: chunked\r\n\r\n`);
      const sent = await sendUntilCut(client, 3 * most * mebibyte);
      assert.match(client.heard(), answer);
      assert.ok(client.socket.destroyed || client.socket.readableEnded, `${sent} bytes were taken`);
      assert.ok(sent < (most + 8) * mebibyte, `${sent} bytes were taken`);
      held?.socket.destroy();
    });
  }

  test('may come with a GET when it is small; the GET is answered as if it had none', async () => {
    const { status, text } = await ask(app.url, { path: '/livez', body: '{}' });
    assert.deepEqual([status, text], [200, '{"live":true}']);
  });
});

/** Begins a call of the same client, whose body is not sent yet. */
async function openHeld(app: TestApp): Promise<Client> {
  const client = await open(app.url);
  const head = [`POST ${endpoints.query_groups.path} HTTP/1.1`, 'host: a', `token: ${await app.token()}`];
  client.send(
    [...head, 'x-forwarded-for: 203.0.113.1', 'expect: 100-continue', 'content-length: 2', '\r\n'].join('\r\n'),
  );
  // The server sends 100 Continue when it reads the body.
  await client.next();
  return client;
}

async function sendUntilCut({ socket, closed }: Client, most: number): Promise<number> {
  let sent = 0;
  while (!socket.destroyed && !socket.readableEnded && sent < most) {
    sent += chunk.length;
    if (socket.write(chunk)) continue;
    await Promise.race([closed, new Promise((resolve) => socket.once('drain', resolve))]);
  }
  return sent;
}
