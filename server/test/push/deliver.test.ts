import assert from 'node:assert/strict';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type Network, parseNetwork } from '../../src/push/address.ts';
import { makePushAgent, type Resolve } from '../../src/push/connector.ts';
import { type DeliverOptions, deliver } from '../../src/push/deliver.ts';
import { answering, closeServer, documentedAnswer, listen, type Receiver, startReceiver } from './receiver.ts';
import { selfSigned } from './self-signed.ts';
import { privateSpellings } from './spellings.ts';

const loopback = parseNetwork('127.0.0.0/8') as Network;
const noon = Date.UTC(2026, 2, 1, 12);

/** Returns options of `deliver` with time limits so short that the tests need not wait long. */
function courier(given: { allow?: readonly Network[]; resolve?: Resolve; ownOrigin?: string } = {}): DeliverOptions {
  const { allow = [loopback], ownOrigin = 'http://own.example', ...resolve } = given;
  const agent = makePushAgent({ allow, connections: 8, nameMs: 100, connectMs: 1_000, ...resolve });
  return {
    agent,
    firstByteMs: 150,
    totalMs: 300,
    now: () => noon,
    elapsed: () => performance.now(),
    ownOrigin: () => ownOrigin,
  };
}

function post(url: string, options: DeliverOptions) {
  return deliver({ url, body: Buffer.from('{"ticketid":"工单"}'), headers: { 'webhook-id': 'm1' } }, options);
}

describe('one try to deliver', () => {
  let receiver: Receiver;
  const usual = courier();
  before(async () => {
    receiver = await startReceiver();
  });
  beforeEach(() => receiver.behave(answering(200)));
  after(async () => {
    await usual.agent.destroy();
    await receiver.close();
  });

  it('posts the bytes, the query of the address and the headers as they are', async () => {
    const attempt = await post(`${receiver.url}?access_token=s3cret&x=%20`, usual);
    assert.deepEqual(
      { ...attempt, tookMs: 0 },
      {
        startedAt: noon,
        tookMs: 0,
        status: 200,
        fault: null,
        faultText: '',
        answer: documentedAnswer,
        retryAfterMs: null,
      },
    );
    const { path, headers, body } = receiver.received.at(-1)!;
    assert.equal(path, '/hook?access_token=s3cret&x=%20');
    assert.equal(body, '{"ticketid":"工单"}');
    assert.equal(headers['content-type'], 'application/json; charset=utf-8');
    assert.equal(headers['accept-encoding'], 'identity');
    assert.equal(headers['webhook-id'], 'm1');
  });

  it('reports the status and answer of a failing receiver', async () => {
    receiver.behave(answering(500, 'sorry'));
    const { status, answer, fault } = await post(receiver.url, usual);
    assert.deepEqual({ status, answer, fault }, { status: 500, answer: 'sorry', fault: null });
  });

  it('follows no redirect', async () => {
    receiver.behave(answering(302, '', { location: receiver.url }));
    const before = receiver.received.length;
    assert.equal((await post(receiver.url, usual)).status, 302);
    assert.equal(receiver.received.length, before + 1);
  });

  it('reads Retry-After in seconds and as a date', async () => {
    receiver.behave(answering(429, '', { 'retry-after': '120' }));
    assert.equal((await post(receiver.url, usual)).retryAfterMs, 120_000);
    receiver.behave(answering(503, '', { 'retry-after': new Date(noon + 60_000).toUTCString() }));
    assert.equal((await post(receiver.url, usual)).retryAfterMs, 60_000);
    receiver.behave(answering(503, '', { 'retry-after': 'soon' }));
    assert.equal((await post(receiver.url, usual)).retryAfterMs, null);
  });

  it('stops waiting for a receiver that says nothing', async () => {
    receiver.behave(() => {});
    const { status, fault } = await post(receiver.url, usual);
    assert.deepEqual({ status, fault }, { status: null, fault: 'timed_out' });
  });

  it('stops waiting for an answer that never ends', async () => {
    receiver.behave((response) => response.writeHead(200).write('{"retCode":'));
    const { status, fault, answer } = await post(receiver.url, usual);
    assert.deepEqual({ status, fault, answer }, { status: 200, fault: 'timed_out', answer: '{"retCode":' });
  });

  it('notices a connection that breaks before and in the middle of the answer', async () => {
    receiver.behave((response) => response.destroy());
    assert.equal((await post(receiver.url, usual)).fault, 'broken_off');
    receiver.behave((response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setImmediate(() => response.destroy());
    });
    assert.equal((await post(receiver.url, usual)).fault, 'broken_off');
  });

  it('reads no more than 64 KB of a 10 MB answer', async () => {
    receiver.behave(answering(200, 'x'.repeat(10_000_000)));
    const { status, fault, answer } = await post(receiver.url, usual);
    assert.deepEqual({ status, fault, length: answer.length }, { status: 200, fault: null, length: 65_536 });
  });

  it('notices that nobody listens', async () => {
    const gone = await startReceiver();
    await gone.close();
    assert.equal((await post(gone.url, usual)).fault, 'connection_failed');
  });

  it('refuses a certificate that is not for the address', async () => {
    const server = createTlsServer(selfSigned, (_, response) => response.end('ok'));
    const port = await listen(server);
    assert.equal((await post(`https://127.0.0.1:${port}/`, usual)).fault, 'certificate_wrong');
    await closeServer(server);
  });

  it('notices an answer that is not HTTP', async () => {
    const server = createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    const port = await listen(server as never);
    assert.equal((await post(`http://127.0.0.1:${port}/`, usual)).fault, 'broken_off');
    server.close();
  });

  it('does not push to this server itself', async () => {
    const own = courier({ ownOrigin: new URL(receiver.url).origin });
    const before = receiver.received.length;
    assert.equal((await post(receiver.url, own)).fault, 'address_refused');
    assert.equal(receiver.received.length, before);
  });
});

describe('a try goes', () => {
  let receiver: Receiver;
  let port: string;
  before(async () => {
    receiver = await startReceiver();
    port = new URL(receiver.url).port;
  });
  after(() => receiver.close());

  it(`not to ${privateSpellings.length} spellings of private addresses`, async () => {
    const guarded = courier({ allow: [] });
    for (const spelling of privateSpellings) {
      const { status, fault } = await post(`http://${spelling}:${port}/`, guarded);
      assert.deepEqual({ status, fault }, { status: null, fault: 'address_refused' }, spelling);
    }
    assert.equal(receiver.received.length, 0);
  });

  it('not to a name with a private address, even beside a public one', async () => {
    for (const addresses of [['127.0.0.1'], ['1.1.1.1', '127.0.0.1'], ['::1'], ['::ffff:10.0.0.1']]) {
      const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      const guarded = courier({ allow: [], resolve: (_, done) => done(null, found) });
      assert.equal((await post(`http://hook.example:${port}/`, guarded)).fault, 'address_refused', addresses.join());
    }
    assert.equal(receiver.received.length, 0);
  });

  it('not to a private address, and the refusal names the setting and the network that would allow it', async () => {
    const found = [{ address: '::ffff:10.0.0.5', family: 6 }];
    const guarded = courier({ allow: [], resolve: (_, done) => done(null, found) });
    const remedy = 'which is private or reserved; to allow it, add';
    assert.deepEqual(
      [(await post('http://hook.example/', guarded)).faultText, (await post('http://[fd00::1]/', guarded)).faultText],
      [
        `hook.example is at ::ffff:10.0.0.5, ${remedy} 10.0.0.5/32 or its network to GONGDAN_PUSH_ALLOW`,
        `the address is fd00::1, ${remedy} fd00::1/128 or its network to GONGDAN_PUSH_ALLOW`,
      ],
    );
    const allowing = courier({
      allow: [parseNetwork('10.0.0.5/32') as Network],
      resolve: (_, done) => done(null, found),
    });
    assert.notEqual((await post('http://hook.example:1/', allowing)).fault, 'address_refused');
  });

  it('not to a private address that a name gets after it was checked', async () => {
    let asked = 0;
    const rebinding: Resolve = (_, done) => {
      asked += 1;
      done(null, [{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]);
    };
    const guarded = courier({ resolve: rebinding });
    assert.equal((await post(`http://hook.example:${port}/`, guarded)).status, 200);
    assert.equal(asked, 1, 'the address that was checked is the one connected to');
    await guarded.agent.destroy();
    const again = courier({ resolve: rebinding });
    assert.equal((await post(`http://hook.example:${port}/`, again)).fault, 'address_refused');
  });

  it('not to a name without an address, and waits only 100 ms for the resolver', async () => {
    const unknown = courier({
      resolve: (_, done) => done(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []),
    });
    assert.equal((await post('http://hook.example/', unknown)).fault, 'name_unresolved');
    assert.equal((await post('http://nobody.invalid/', courier())).fault, 'name_unresolved');
    const silent = courier({ resolve: () => {} });
    assert.equal((await post('http://hook.example/', silent)).fault, 'name_unresolved');
  });

  it('never through a proxy that the environment names', async () => {
    process.env.http_proxy = 'http://127.0.0.1:1';
    process.env.HTTP_PROXY = 'http://127.0.0.1:1';
    assert.equal((await post(receiver.url, courier())).status, 200);
    delete process.env.http_proxy;
    delete process.env.HTTP_PROXY;
  });
});
