import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import {
  brotliCompressSync,
  constants,
  createBrotliCompress,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { type Network, parseNetwork } from '../../src/push/address.ts';
import { makePushAgent } from '../../src/push/connector.ts';
import { deliver } from '../../src/push/deliver.ts';
import type { TestApp } from '../app.ts';
import { onEveryDatabase, type TestStores } from '../databases.ts';
import { openTicket, startPushingApp } from './company.ts';
import { answering, documentedAnswer, type Receiver, startReceiver } from './receiver.ts';

const refusal = '{"retCode":"000001","retMsg":"不收"}';

/** The bytes of an answer, and its Content-Encoding if it has one. */
type Packed = readonly [Buffer, string?];

const refusals: Readonly<Record<string, Packed>> = {
  gzip: [gzipSync(refusal), 'gzip'],
  'gzip under its old name': [gzipSync(refusal), ' X-GZIP '],
  'deflate in the format of zlib': [deflateSync(refusal), 'deflate'],
  'deflate without a header': [deflateRawSync(refusal), 'deflate'],
  br: [brotliCompressSync(refusal), 'br'],
  zstd: [zstdCompressSync(refusal), 'zstd'],
  'gzip, then br': [brotliCompressSync(gzipSync(refusal)), 'gzip, br'],
  'a byte order mark': [Buffer.from(`\uFEFF${refusal}`)],
  'UTF-16, little end first': [Buffer.from(`\uFEFF${refusal}`, 'utf16le')],
  'UTF-16, big end first, in gzip': [gzipSync(Buffer.from(`\uFEFF${refusal}`, 'utf16le').swap16()), 'gzip'],
};

const unreadable: Readonly<Record<string, readonly [...Required<Packed>, RegExp]>> = {
  'gzip that ends too early': [
    gzipSync(documentedAnswer).subarray(0, -9),
    'gzip',
    /says gzip, .*unexpected end of file/,
  ],
  'plain text that is called gzip': [Buffer.from(documentedAnswer), 'gzip', /says gzip, .*incorrect header check/],
  'plain text that is called br': [Buffer.from('x'.repeat(99)), 'br', /says br, .*cannot be unpacked/],
  'gzip in five layers': [Buffer.from(documentedAnswer), 'gzip, gzip, gzip, gzip, gzip', /more than 4 times/],
};

const taken: Readonly<Record<string, readonly [...Packed, text: string]>> = {
  'the documented answer in gzip': [gzipSync(documentedAnswer), 'gzip', documentedAnswer],
  'a charset in the place of an encoding': [Buffer.from(documentedAnswer), 'UTF-8', documentedAnswer],
  'an empty body that is called gzip': [Buffer.alloc(0), 'gzip', ''],
  GBK: [Buffer.from([0xca, 0xd5, 0xb5, 0xbd]), undefined, '收到'],
};

onEveryDatabase('an answer to a push', (stores) => {
  describe('that refuses the message', () => {
    const tries = firstTries(stores, refusals);
    for (const kind of Object.keys(refusals)) {
      test(`makes the try fail, and operators read its text, however it is encoded: ${kind}`, () => {
        assert.deepEqual(tries.get(kind), {
          state: 'waiting',
          status: 200,
          fault: null,
          fault_text: '',
          answer: refusal,
        });
      });
    }
  });

  describe('that cannot be unpacked', () => {
    const tries = firstTries(stores, unreadable);
    for (const [kind, [, , sentence]] of Object.entries(unreadable)) {
      test(`makes the try fail, and the list of tries says why: ${kind}`, () => {
        const { fault_text = '', ...attempt } = tries.get(kind) ?? {};
        assert.deepEqual(attempt, { state: 'waiting', status: 200, fault: 'answer_unreadable', answer: '' });
        assert.match(fault_text, sentence);
      });
    }
  });

  describe('that accepts the message', () => {
    const tries = firstTries(stores, taken);
    for (const [kind, [, , answer]] of Object.entries(taken)) {
      test(`is read as ${kind}`, () => {
        assert.deepEqual(tries.get(kind), { state: 'delivered', status: 200, fault: null, fault_text: '', answer });
      });
    }
  });
});

describe('a large answer', () => {
  let receiver: Receiver;
  const agent = makePushAgent({
    allow: [parseNetwork('127.0.0.0/8') as Network],
    connections: 8,
    nameMs: 1_000,
    connectMs: 1_000,
  });
  before(async () => {
    receiver = await startReceiver();
  });
  after(async () => {
    await agent.destroy();
    await receiver.close();
  });

  const answerTo = async (body: Buffer, encoding: string) => {
    receiver.behave(answering(200, body, { 'content-encoding': encoding }));
    const options = { agent, firstByteMs: 10_000, totalMs: 10_000, now: Date.now, elapsed: () => performance.now() };
    const parcel = { url: receiver.url, body: Buffer.from('{}'), headers: {} };
    const { fault, answer } = await deliver(parcel, { ...options, ownOrigin: () => 'http://own.example' });
    return { fault, length: answer.length };
  };

  test('is unpacked to its first 64 KB', async () => {
    const zeros = Buffer.alloc(1_000_000);
    for (const [encoding, body] of [
      ['gzip', gzipSync(zeros)],
      ['deflate', deflateRawSync(zeros)],
      ['br', brotliCompressSync(zeros)],
      ['zstd', zstdCompressSync(zeros)],
    ] as const) {
      assert.deepEqual(await answerTo(body, encoding), { fault: null, length: 65_536 }, encoding);
    }
  });

  test('is unpacked as far as possible when its packed bytes exceed 64 KB', async () => {
    const noise = Buffer.from(Array.from({ length: 200_000 }, (_, index) => 33 + ((index * index * 7919) % 94)));
    const packed = gzipSync(noise, { level: 0 });
    assert.ok(packed.length > 65_536);
    const { fault, length } = await answerTo(packed, 'gzip');
    assert.equal(fault, null);
    assert.ok(length > 60_000 && length <= 65_536, String(length));
  });

  test('that would unpack to 512 MB does not use that memory', async () => {
    const megabyte = Buffer.alloc(2 ** 20);
    const zeros = Readable.from(Array.from({ length: 512 }, () => megabyte));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 1 };
    const bomb = await buffer(zeros.pipe(createBrotliCompress({ params })));
    const before = process.resourceUsage().maxRSS;
    assert.deepEqual(await answerTo(bomb, 'br'), { fault: null, length: 65_536 });
    const grownMb = (process.resourceUsage().maxRSS - before) / 1024;
    assert.ok(grownMb < 100, `${grownMb} MB`);
  });

  // Unpacking all of it would keep a processor busy for a minute.
  test('that would unpack to 20 GB in two steps is cut at once', { timeout: 20_000 }, async () => {
    const member = gzipSync(Buffer.alloc(1_000_000));
    const members = Buffer.alloc(20_000 * member.length).fill(member);
    const bomb = brotliCompressSync(members, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
    assert.ok(bomb.length < 65_536);
    assert.deepEqual(await answerTo(bomb, 'gzip, br'), { fault: null, length: 65_536 });
  });
});

type Try = { state: string; status: number | null; fault: string | null; fault_text: string; answer: string };

/** Pushes a ticket to a receiver of each kind and returns the first try at each. */
function firstTries(stores: TestStores, kinds: Readonly<Record<string, readonly [Buffer, string?, ...unknown[]]>>) {
  const tries = new Map<string, Try>();
  let receiver: Receiver;
  let app: TestApp;
  before(async () => {
    const names = Object.keys(kinds);
    receiver = await startReceiver((response, { path }) => {
      const [body, encoding] = kinds[names[Number(path.slice(1))]!]!;
      response.writeHead(200, encoding === undefined ? {} : { 'content-encoding': encoding }).end(body);
    });
    const pushes = names.map((_, index) => ({ url: new URL(`/${index}`, receiver.url).href }));
    app = await startPushingApp(pushes, { store: await stores.place() });
    await openTicket(app);
    await app.settle();
    const rows = await app.server.context.db.query
      .selectFrom('push_attempt as attempt')
      .innerJoin('push_delivery as delivery', (join) =>
        join
          .onRef('delivery.company_id', '=', 'attempt.company_id')
          .onRef('delivery.endpoint_id', '=', 'attempt.endpoint_id')
          .onRef('delivery.position', '=', 'attempt.position'),
      )
      .select(['delivery.endpoint_id', 'delivery.state', 'status', 'fault', 'fault_text', 'answer'])
      .execute();
    for (const { endpoint_id, ...one } of rows) tries.set(names[Number(endpoint_id.slice(1)) - 1]!, one);
  });
  after(async () => {
    await app?.close();
    await receiver?.close();
  });
  return tries;
}
