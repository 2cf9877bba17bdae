import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, test } from 'node:test';
import { createReceiver, type PushedMessage, type ReceiverOptions } from '../src/index.ts';

const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const now = Date.UTC(2026, 2, 1, 4);
const ticket = { ticketid: 't1', ticket_code: '20260301000001', is_reminder: '0' };
const envelope = JSON.stringify({ sys_code: '4', type: 'ticket', content: [ticket] });

let server: Server | undefined;
afterEach(() => server?.close());

async function start(options: Partial<ReceiverOptions> = {}) {
  const received: PushedMessage[] = [];
  const receive = (message: PushedMessage) => {
    received.push(message);
  };
  server = createServer(createReceiver({ secrets: [secret], now: () => now, receive, ...options }));
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  async function push(body: string, id = 'm1', signedWith = secret, headers: Record<string, string> = {}) {
    const timestamp = String(now / 1000);
    const key = Buffer.from(signedWith.slice(6), 'base64');
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    const signed = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
    const response = await fetch(url, { method: 'POST', body, headers: { ...signed, ...headers } });
    return { status: response.status, body: (await response.json()) as { retCode: string; data: object } };
  }

  return { received, push, url };
}

describe('a receiver of pushes', () => {
  test('accepts a message and answers with the documented acknowledgement', async () => {
    const { received, push } = await start();
    const { status, body } = await push(envelope, 'm1', secret, { 'gongdan-attempt': '3', 'gongdan-hop': '2' });
    assert.equal(status, 200);
    assert.deepEqual(body, { data: { receiveTime: '20260301040000' }, retCode: '000000', retMsg: 'received' });
    assert.deepEqual(received, [{ id: 'm1', attempt: 3, hop: 2, ticket }]);
  });

  test('accepts the flat form as well', async () => {
    const { received, push } = await start();
    await push(JSON.stringify(ticket));
    assert.deepEqual(received[0]?.ticket, ticket);
  });

  test('hands over a message once, however often it is pushed', async () => {
    const { received, push } = await start();
    const answers = await Promise.all([push(envelope), push(envelope), push(envelope, 'm2')]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200],
    );
    assert.deepEqual(received.map(({ id }) => id).sort(), ['m1', 'm2']);
  });

  test('refuses a message that was signed with another secret', async () => {
    const { received, push } = await start();
    const other = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
    const { status, body } = await push(envelope, 'm1', other);
    assert.deepEqual([status, body.retCode], [401, '900003']);
    assert.deepEqual(received, []);
  });

  test('accepts either secret while one replaces the other', async () => {
    const other = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
    const { received, push } = await start({ secrets: [other, secret] });
    await push(envelope, 'm1', secret);
    await push(envelope, 'm2', other);
    assert.equal(received.length, 2);
  });

  test('refuses a message that its handler failed to receive, and accepts it at the next attempt', async () => {
    let fails = true;
    const received: string[] = [];
    const { push } = await start({
      receive({ id }) {
        if (fails) throw new Error('the database is away');
        received.push(id);
      },
    });
    assert.equal((await push(envelope)).status, 500);
    fails = false;
    assert.equal((await push(envelope)).status, 200);
    assert.deepEqual(received, ['m1']);
  });

  test('survives a connection that breaks in the middle of a message', async () => {
    const { received, push, url } = await start();
    const broken = once(server!, 'request');
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nhost: test\r\ncontent-length: 100\r\n\r\nhalf');
    const [request] = await broken;
    const closed = new Promise((resolve) => request.once('close', resolve));
    socket.destroy();
    // If the handler rejected here, the test runner would report an unhandled rejection.
    await closed;
    assert.equal((await push(envelope)).status, 200);
    assert.equal(received.length, 1);
  });

  test('refuses a body that is no message or is too large', async () => {
    const { received, push } = await start();
    for (const body of ['', 'hello', '[]', '{}', 'null', '{"content":[]}']) {
      assert.equal((await push(body)).status, 400, body);
    }
    assert.equal((await push('x'.repeat(2_000_000))).status, 413);
    assert.deepEqual(received, []);
  });
});
