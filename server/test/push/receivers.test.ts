import assert from 'node:assert/strict';
import { createServer as createTlsServer } from 'node:https';
import { afterEach, describe, it } from 'node:test';
import type { TestApp } from '../app.ts';
import { openTicket, startPushingApp } from './company.ts';
import {
  answering,
  type Behaviour,
  closeServer,
  documentedAnswer,
  listen,
  type Receiver,
  startReceiver,
} from './receiver.ts';
import { selfSigned } from './self-signed.ts';

/**
 * The state of a delivery after its first try, and what the try recorded. `strict` is the state if the endpoint is
 * strict.
 */
interface ExpectedTry {
  readonly state: 'delivered' | 'waiting';
  readonly strict?: 'delivered' | 'waiting';
  readonly status: number | null;
  readonly fault?: string;
}

const kinds: readonly (readonly [string, Behaviour, ExpectedTry])[] = [
  ['the documented answer', answering(200, documentedAnswer), { state: 'delivered', status: 200 }],
  ['a plain 200', answering(200, 'ok'), { state: 'delivered', strict: 'waiting', status: 200 }],
  ['204 and nothing', answering(204, ''), { state: 'delivered', strict: 'waiting', status: 204 }],
  [
    'JSON of another kind',
    answering(200, '{"code":0,"msg":"ok"}'),
    { state: 'delivered', strict: 'waiting', status: 200 },
  ],
  ['a retCode that refuses', answering(200, '{"retCode":"900002","retMsg":"no"}'), { state: 'waiting', status: 200 }],
  ['a retCode that is no text', answering(200, '{"retCode":{"toString":1}}'), { state: 'waiting', status: 200 }],
  [
    'a receiveTime that is no text',
    answering(200, '{"retCode":"000000","data":{"receiveTime":{"toString":1}}}'),
    { state: 'delivered', status: 200 },
  ],
  ['500', answering(500, 'broken'), { state: 'waiting', status: 500 }],
  ['410', answering(410, 'gone'), { state: 'waiting', status: 410 }],
  ['429', answering(429, 'slower', { 'retry-after': '60' }), { state: 'waiting', status: 429 }],
  ['a redirect', answering(302, '', { location: '/elsewhere' }), { state: 'waiting', status: 302 }],
  ['a reset', (response) => response.destroy(), { state: 'waiting', status: null, fault: 'broken_off' }],
  ['10 MB', answering(200, 'x'.repeat(10_000_000)), { state: 'delivered', strict: 'waiting', status: 200 }],
];

describe('a receiver that answers with', () => {
  let receiver: Receiver | undefined;
  let app: TestApp | undefined;
  afterEach(async () => {
    await app?.close();
    await receiver?.close();
  });

  async function firstTry(url: string, ack: 'lenient' | 'strict') {
    app = await startPushingApp([{ url, ack }]);
    await openTicket(app);
    await app.settle();
    const { query } = app.server.context.db;
    const [delivery] = await query.selectFrom('push_delivery').selectAll().execute();
    const [attempt] = await query.selectFrom('push_attempt').selectAll().execute();
    assert.ok(attempt!.answer.length <= 1024);
    return { state: delivery!.state, status: attempt!.status, fault: attempt!.fault };
  }

  for (const [kind, behaviour, { state, strict = state, status, fault = null }] of kinds) {
    for (const ack of ['lenient', 'strict'] as const) {
      const wanted = ack === 'strict' ? strict : state;
      it(`${kind} leaves the message ${wanted} (${ack})`, async () => {
        receiver = await startReceiver(behaviour);
        assert.deepEqual(await firstTry(receiver.url, ack), { state: wanted, status, fault });
        assert.deepEqual(
          receiver.received.map(({ path }) => path),
          ['/hook'],
          'one request, to the address and no other',
        );
      });
    }
  }

  it('a certificate that is not for the address leaves the message waiting', async () => {
    const server = createTlsServer(selfSigned, (_, response) => response.end(documentedAnswer));
    const port = await listen(server);
    const attempt = await firstTry(`https://127.0.0.1:${port}/hook`, 'lenient');
    assert.deepEqual(attempt, { state: 'waiting', status: null, fault: 'certificate_wrong' });
    await closeServer(server);
  });
});
