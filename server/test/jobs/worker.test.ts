import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startWorker, type Work } from '../../src/jobs/worker.ts';

/**
 * The work of a worker: `lanes` says how many items are due in each lane. An item is finished when the test says so.
 * `begun` lists the items whose work began, `kept` the results that were stored together.
 */
function workshop(lanes: Record<string, number>, limits = { underWay: 2, claimed: 4 }) {
  const left = new Map(Object.entries(lanes));
  const begun: string[] = [];
  const kept: string[][] = [];
  const finish: (() => void)[] = [];
  let failures = 0;

  const work: Work<string, string, string> = {
    keyOf: (lane) => lane,
    due: async () => [...left].filter(([, count]) => count > 0).map(([lane]) => lane),
    async turn(lane, { done, back, most }) {
      if (failures > 0) {
        failures -= 1;
        throw new Error('the store is away');
      }
      if (done.length > 0) kept.push([...done]);
      const count = (left.get(lane) ?? 0) + back.length;
      const claimed = Math.min(most, count);
      left.set(lane, count - claimed);
      const items = Array.from({ length: claimed }, (_, index) => `${lane}${count - index}`);
      return { items, more: count > claimed };
    },
    perform(item) {
      begun.push(item);
      return new Promise((resolve) => finish.push(() => resolve(item)));
    },
    limits: () => limits,
    isStale: () => false,
  };
  return {
    work,
    begun,
    kept,
    failNextTurns: (count: number) => {
      failures = count;
    },
    left: (lane: string) => left.get(lane),
    /** Finishes the items under way, and then those that begin meanwhile. */
    async finishAll() {
      while (finish.length > 0) {
        finish.shift()!();
        await settled();
      }
    },
  };
}

/** Waits five turns of the event loop, in which everything runs that waits for nothing else. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
}

const reports: unknown[] = [];
const options = { underWay: 3, pollMs: 10, report: (error: unknown) => reports.push(error) };

describe('a worker', () => {
  it('has no more items under way than a lane and all lanes may have', async () => {
    const shop = workshop({ a: 10, b: 10 });
    const worker = startWorker(shop.work, options);
    worker.wake('a');
    worker.wake('b');
    await settled();
    assert.equal(shop.begun.length, 3);
    assert.ok(shop.begun.filter((item) => item.startsWith('a')).length <= 2);
    const stopped = worker.stop();
    await shop.finishAll();
    await stopped;
  });

  it('lets lanes take turns when there is no room for all', async () => {
    const shop = workshop({ a: 6, b: 6, c: 6 });
    const worker = startWorker(shop.work, { ...options, underWay: 1 });
    for (const lane of ['a', 'b', 'c']) worker.wake(lane);
    await settled();
    const idle = worker.idle();
    while (shop.begun.length < 9) await shop.finishAll();
    const early = shop.begun.slice(0, 9).map((item) => item[0]);
    for (const lane of ['a', 'b', 'c']) assert.equal(early.filter((one) => one === lane).length, 3, early.join());
    await shop.finishAll();
    await idle;
    await worker.stop();
  });

  it('is idle only when every result is stored', async () => {
    const shop = workshop({ a: 7 });
    const worker = startWorker(shop.work, options);
    const idle = worker.idle();
    await settled();
    let finished = false;
    const marked = idle.then(() => {
      finished = true;
    });
    while (!finished) {
      await shop.finishAll();
      await settled();
    }
    await marked;
    assert.equal(shop.kept.flat().length, 7);
    await worker.stop();
  });

  it('reports an item that throws, and begins the next one', async () => {
    const shop = workshop({ a: 3 }, { underWay: 1, claimed: 4 });
    const fault = new Error('must not be thrown');
    let faults = 1;
    const work = {
      ...shop.work,
      perform: (item: string) => (faults-- > 0 ? Promise.reject(fault) : shop.work.perform(item)),
    };
    const reported: unknown[] = [];
    const worker = startWorker(work, { ...options, report: (error) => reported.push(error) });
    worker.wake('a');
    await settled();
    assert.deepEqual(reported, [fault]);
    await shop.finishAll();
    await worker.stop();
    assert.equal(shop.begun.length, 2);
  });

  it('stores results once the store is back', async () => {
    const shop = workshop({ a: 1 });
    const worker = startWorker(shop.work, options);
    worker.wake('a');
    await settled();
    shop.failNextTurns(2);
    await shop.finishAll();
    await worker.idle();
    assert.deepEqual(shop.kept, [['a1']]);
    assert.equal(reports.length, 2);
    await worker.stop();
  });

  it('releases claims at the next poll when the store failed to release them', async () => {
    const shop = workshop({ a: 6 });
    let limits = { underWay: 1, claimed: 4 };
    const worker = startWorker({ ...shop.work, limits: () => limits }, options);
    worker.wake('a');
    await settled();
    assert.deepEqual([shop.begun.length, shop.left('a')], [1, 2]);
    limits = { underWay: 0, claimed: 0 };
    shop.failNextTurns(1);
    await shop.finishAll();
    await worker.idle();
    assert.deepEqual([shop.left('a'), shop.kept], [5, [['a6']]]);
    await worker.stop();
  });

  it('releases claims that did not begin when it stops', async () => {
    const shop = workshop({ a: 10 });
    const worker = startWorker(shop.work, options);
    worker.wake('a');
    await settled();
    assert.deepEqual([shop.begun.length, shop.left('a')], [2, 6]);
    const stopped = worker.stop();
    await shop.finishAll();
    await stopped;
    assert.deepEqual([shop.begun.length, shop.left('a'), shop.kept.flat().length], [2, 8, 2]);
  });
});
