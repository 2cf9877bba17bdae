import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { findEndpoint, saveEndpoint } from '../../../src/push/endpoints.ts';
import { replayDeliveries } from '../../../src/push/replay.ts';
import { newSecret } from '../../../src/push/sign.ts';
import type { TestApp } from '../../app.ts';
import { openTicket, startPushingApp } from '../company.ts';
import { type Receiver, startReceiver } from '../receiver.ts';
import { blocksOf } from './page.ts';
import { missing, programs, type RunningProgram, startProgram } from './programs.ts';

const secret = newSecret(randomBytes);
const minute = 60_000;

for (const program of programs) {
  const { language, block, file } = program;

  describe(`the receiver in ${language} on the page about pushes`, { skip: missing(program) }, () => {
    let running: RunningProgram;
    let forger: Receiver;
    let app: TestApp;
    before(async () => {
      const [code = '', ...others] = blocksOf(block);
      assert.ok(code.includes(file) && others.length === 0, `the page has one program in ${language}`);
      running = await startProgram(program, code, secret);
      forger = await startForger(running.url);
      const endpoints = [
        { pushid: 'right', url: running.url, secret, ack: 'strict' },
        { pushid: 'forged', url: forger.url, secret },
        { pushid: 'wrong', url: running.url, secret: newSecret(randomBytes) },
      ] as const;
      // The programs read the clock of the machine.
      app = await startPushingApp(endpoints, { now: Date.now() });
    });
    after(async () => {
      await app?.close();
      await forger?.close();
      await running?.stop();
    });

    /** Opens a ticket, and returns the result of the first try at an endpoint: its state and HTTP status. */
    async function push(endpointId: string) {
      await openTicket(app);
      await app.settle();
      const { query } = app.server.context.db;
      return query
        .selectFrom('push_delivery as delivery')
        .innerJoin('push_attempt as attempt', (join) =>
          join
            .onRef('attempt.endpoint_id', '=', 'delivery.endpoint_id')
            .onRef('attempt.position', '=', 'delivery.position'),
        )
        .innerJoin('push_message as message', 'message.position', 'delivery.position')
        .select(['delivery.state', 'attempt.status', 'message.id', 'message.body'])
        .where('delivery.endpoint_id', '=', endpointId)
        .orderBy('delivery.position', 'desc')
        .executeTakeFirstOrThrow();
    }

    it('accepts a push with the right signature, and acknowledges it as the document says', async () => {
      const { state, status, id, body } = await push('right');
      assert.deepEqual({ state, status }, { state: 'delivered', status: 200 });
      const length = Buffer.byteLength(`{"sys_code":"4","type":"ticket","content":[${body}]}`);
      assert.deepEqual(running.handled(), [`${id}, ${length}`]);
    });

    it('acknowledges a message that it knows, and handles it only once', async () => {
      const handled = running.handled();
      const { db, now } = app.server.context;
      assert.equal(await replayDeliveries(db, app.companyId, { endpointId: 'right' }, now()), 1);
      await app.settle();
      const tries = await db.query.selectFrom('push_attempt').where('endpoint_id', '=', 'right').selectAll().execute();
      assert.deepEqual(
        tries.map(({ number, status }) => [number, status]),
        [
          [1, 200],
          [2, 200],
        ],
      );
      assert.deepEqual(running.handled(), handled);
    });

    it('refuses a changed body and a wrong secret with 401, and the server sees a failed try', async () => {
      for (const endpointId of ['forged', 'wrong']) {
        const { state, status } = await push(endpointId);
        assert.deepEqual({ state, status }, { state: 'waiting', status: 401 }, endpointId);
      }
    });

    it('accepts a push that is also signed with a new secret', async () => {
      const { db } = app.server.context;
      const { vault } = app.server;
      const endpoint = (await findEndpoint(db.query, vault, { companyId: app.companyId, id: 'right' }))!;
      const rotated = { ...endpoint, secret: newSecret(randomBytes) };
      await db.write(app.companyId, ({ query }) => saveEndpoint(query, vault, endpoint, rotated, app.now()));
      const { state, status } = await push('right');
      assert.deepEqual({ state, status }, { state: 'delivered', status: 200 });
    });

    it('refuses a push that was signed ten minutes ago, or for ten minutes later', async () => {
      const handled = running.handled();
      for (const ms of [-10 * minute, 20 * minute]) {
        app.setWall(ms);
        const { state, status } = await push('right');
        assert.deepEqual({ state, status }, { state: 'waiting', status: 401 }, String(ms));
      }
      assert.deepEqual(running.handled(), handled);
    });

    it('accepts nothing without a secret, with which anybody could sign', async () => {
      const unkeyed = await startProgram(program, blocksOf(block)[0]!, '').catch(() => undefined);
      if (!unkeyed) return;
      const status = await statusOf(unkeyed.url, signed('m2', 'hello', { key: Buffer.alloc(0) }), 'hello');
      await unkeyed.stop();
      assert.equal(status, 500);
    });

    it('refuses a body of more than 1 MB', async () => {
      const long = 'x'.repeat(2 ** 20);
      assert.equal(await statusOf(running.url, signed('m3', long), long), 200);
      const longer = `${long}x`;
      assert.notEqual(await statusOf(running.url, signed('m4', longer), longer), 200);
    });

    it('refuses requests whose headers make no sense, and goes on', async () => {
      const right = signed('m1', 'hello');
      const { 'webhook-timestamp': at, 'webhook-signature': signature } = right;
      const wrong: Headers[] = [
        {},
        ...['', 'v1,', 'v1,\u00e4\u00f6', signature.slice(0, -1), signature.replace('v1', 'v2')].map((other) => ({
          ...right,
          'webhook-signature': other,
        })),
        ...['', '-1', '1e9', '0x1', `${at}.0`, '9'.repeat(40), 'now'].map((other) =>
          signed('m1', 'hello', { at: other }),
        ),
      ];
      for (const headers of wrong) {
        assert.equal(await statusOf(running.url, headers, 'hello'), 401, JSON.stringify(headers));
      }
      const amongOthers = { ...right, 'webhook-signature': `v1,bm8= v1a,bm8= ${signature}` };
      assert.equal(await statusOf(running.url, amongOthers, 'hello'), 200);
    });

    it('does not wait for a body whose length is negative', async () => {
      const { port } = new URL(running.url);
      const socket = connect(Number(port), '127.0.0.1');
      socket.write(`POST / HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: close\r\ncontent-length: -1\r\n\r\n`);
      // The socket stays open, so a program that reads to the end of the input never answers. A reset is an answer, too.
      const answer = await text(socket).catch(() => '');
      assert.doesNotMatch(answer, / 200 /);
      assert.equal(await statusOf(running.url, signed('m5', 'hello'), 'hello'), 200);
    });
  });
}

type Headers = Record<string, string>;

/** Posts a request and returns the status of its answer; 0 when the connection was cut. */
async function statusOf(url: string, headers: Headers, body: string): Promise<number> {
  try {
    const response = await fetch(url, { method: 'POST', headers, body });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

/** Returns the headers of a request that is signed now, or with the timestamp `at`. */
function signed(id: string, body: string, { at = String(Math.floor(Date.now() / 1000)), key = keyOf(secret) } = {}) {
  const digest = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': `v1,${digest}` };
}

function keyOf(text: string): Buffer {
  return Buffer.from(text.slice('whsec_'.length), 'base64');
}

/** Starts a receiver that changes a word of each push and passes it on with its signature. */
function startForger(url: string): Promise<Receiver> {
  return startReceiver(async (response, { headers, body }) => {
    const { host: _host, connection: _connection, 'content-length': _length, ...kept } = headers;
    const forged = body.replace('昨天', '今天');
    assert.notEqual(forged, body);
    const answer = await fetch(url, { method: 'POST', headers: kept as Record<string, string>, body: forged });
    response.writeHead(answer.status).end(await answer.text());
  });
}
