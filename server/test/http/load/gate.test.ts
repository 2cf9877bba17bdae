import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { describe, test } from 'node:test';
import { Gate } from '../../../src/http/load/gate.ts';
import { makeMemory } from '../../../src/http/load/memory.ts';

/** Makes the part of a request that a gate reads. */
function requestOf(app: string, length = 0): IncomingMessage {
  const headers = { token: app, 'content-length': String(length) };
  return { headers, socket: new EventEmitter() } as unknown as IncomingMessage;
}

interface Options {
  readonly most?: number;
  readonly mostOfApp?: number;
  readonly memory?: number;
  readonly waitMs?: number;
  readonly onRoom?: () => void;
}

function gateOf({ most = 1, mostOfApp, memory = 2 ** 20, waitMs = 10_000, onRoom = () => {} }: Options) {
  const appOf = ({ headers }: IncomingMessage) => String(headers.token);
  return new Gate(most, {
    appOf,
    memory: makeMemory(memory),
    waitMs,
    bodyLimit: 2 ** 20,
    onRoom,
    ...(mostOfApp && { mostOfApp }),
  });
}

describe('a gate', () => {
  test('lets as many calls through as its bound says, and the others after them', async () => {
    const gate = gateOf({ most: 2 });
    let [underWay, most] = [0, 0];
    const work = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(setImmediate);
      underWay -= 1;
      return underWay;
    };
    const done = await Promise.all(Array.from({ length: 20 }, () => gate.pass(requestOf('app'), work)));
    assert.deepEqual([done.length, most, gate.hasRoom()], [20, 2, true]);
  });

  test('gives its free places to apps in turn', async () => {
    const gate = gateOf({});
    const order: string[] = [];
    const pass = (app: string) => gate.pass(requestOf(app), async () => order.push(app));
    await Promise.all([...Array(10).fill('crowd'), 'single'].map(pass));
    assert.ok(order.indexOf('single') <= 2, `it was number ${order.indexOf('single')}`);
  });

  test('keeps places that one app cannot fill, for work that lasts as long as its client takes', async () => {
    const gate = gateOf({ most: 4, mostOfApp: 2 });
    const ends: (() => void)[] = [];
    const begun: string[] = [];
    const pass = (app: string) =>
      gate.pass(requestOf(app), () => {
        begun.push(app);
        return new Promise<void>((resolve) => ends.push(resolve));
      });
    const all = ['slow', 'slow', 'slow', 'slow', 'other', 'other', 'other'].map(pass);
    await new Promise(setImmediate);
    assert.deepEqual(begun, ['slow', 'slow', 'other', 'other']);
    ends[0]!();
    await new Promise(setImmediate);
    assert.deepEqual(begun.slice(4), ['slow'], 'the place of one app is no place for one that has its share');
    while (begun.length < 7) {
      for (const end of ends) end();
      await new Promise(setImmediate);
    }
    for (const end of ends) end();
    await Promise.all(all);
  });

  test('gives the place of failed work to the next call', async () => {
    const gate = gateOf({});
    const failed = gate.pass(requestOf('app'), () => Promise.reject(new Error('failed')));
    const next = gate.pass(requestOf('app'), async () => 'done');
    await assert.rejects(failed, /failed/);
    assert.equal(await next, 'done');
  });

  test('reports a free place that no call waits for', async () => {
    let reported = 0;
    const gate = gateOf({ onRoom: () => (reported += 1) });
    await Promise.all([1, 2, 3].map(() => gate.pass(requestOf('app'), async () => undefined)));
    assert.equal(reported, 1);
  });

  test('refuses a call that has waited for the bound, and forgets it', async () => {
    const gate = gateOf({ waitMs: 20 });
    const free = Promise.withResolvers<void>();
    const first = gate.pass(requestOf('app'), () => free.promise);
    let begun = false;
    const late = gate.pass(requestOf('app'), async () => {
      begun = true;
    });
    await assert.rejects(late, { reason: 'overloaded' });
    free.resolve();
    await first;
    assert.deepEqual([begun, gate.hasRoom()], [false, true]);
  });

  test('lets waiting calls hold no more memory than allowed, and releases it', async () => {
    const gate = gateOf({ memory: 150_000 });
    const pass = () => gate.pass(requestOf('app', 100_000), async () => 'done');
    const outcomes = await Promise.allSettled([pass(), pass(), pass()]);
    assert.deepEqual(
      outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason.reason)),
      ['done', 'done', 'overloaded'],
    );
    assert.deepEqual(await Promise.all([pass(), pass()]), ['done', 'done']);
  });
});
