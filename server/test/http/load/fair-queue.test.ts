import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FairQueue } from '../../../src/http/load/fair-queue.ts';

interface Item {
  readonly app: string;
  readonly bytes: number;
  readonly name: string;
}

function item(app: string, name = app, bytes = 1): Item {
  return { app, bytes, name };
}

describe('a fair queue', () => {
  test('serves the app that has cost the least, however many calls of another wait', () => {
    const queue = new FairQueue<Item>();
    for (let count = 0; count < 100; count += 1) queue.add(item('crowd'), count);
    queue.add(item('single'), 100);
    const order = Array.from({ length: 3 }, () => {
      const { app } = queue.take()!;
      queue.charge(app, 1);
      return app;
    });
    assert.deepEqual(order, ['crowd', 'single', 'crowd']);
  });

  test('shares by what calls cost, not by their number', () => {
    const queue = new FairQueue<Item>();
    for (let count = 0; count < 100; count += 1) for (const app of ['slow', 'quick']) queue.add(item(app), count);
    const served = { slow: 0, quick: 0 };
    for (let count = 0; count < 44; count += 1) {
      const app = queue.take()!.app as keyof typeof served;
      served[app] += 1;
      queue.charge(app, app === 'slow' ? 10 : 1);
    }
    assert.deepEqual(served, { slow: 4, quick: 40 });
  });

  test('gives an app no extra turns for the time in which it was idle', () => {
    const queue = new FairQueue<Item>();
    for (let count = 0; count < 20; count += 1) {
      queue.add(item('steady'), count);
      queue.charge(queue.take()!.app, 10);
    }
    for (let count = 0; count < 3; count += 1) for (const app of ['steady', 'late']) queue.add(item(app), count);
    const order = Array.from({ length: 6 }, () => {
      const { app } = queue.take()!;
      queue.charge(app, 10);
      return app;
    });
    assert.deepEqual(order, ['late', 'steady', 'late', 'steady', 'late', 'steady']);
  });

  test('serves the calls of one app in the order of their arrival', () => {
    const queue = new FairQueue<Item>();
    for (const name of ['one', 'two', 'three']) queue.add(item('app', name), 0);
    assert.deepEqual([queue.take()!.name, queue.take()!.name, queue.take()!.name], ['one', 'two', 'three']);
    assert.equal(queue.take(), undefined);
  });

  test('forgets a call that was removed, and its bytes', () => {
    const queue = new FairQueue<Item>();
    const [gone, stays] = [item('a', 'gone', 5), item('b', 'stays', 3)];
    queue.add(gone, 10);
    queue.add(stays, 20);
    assert.deepEqual([queue.greediest()!.app, queue.oldestSince()], ['a', 10]);
    assert.equal(queue.remove(gone), true);
    assert.equal(queue.remove(gone), false);
    assert.deepEqual([queue.greediest()!.app, queue.oldestSince(), queue.size(), queue.apps()], ['b', 20, 1, 1]);
    assert.equal(queue.take(), stays);
    assert.equal(queue.oldestSince(), undefined);
  });

  test('remembers no more than some thousand apps', () => {
    const queue = new FairQueue<Item>();
    for (let count = 0; count < 5000; count += 1) {
      queue.add(item(`app ${count}`), count);
      queue.charge(queue.take()!.app, 1000);
    }
    queue.add(item('app 1'), 0);
    queue.add(item('new'), 1);
    // The cost of app 1 was forgotten, so that it does not have to wait for the new app.
    assert.equal(queue.take()!.app, 'app 1');
  });
});
