import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lanes } from '../../src/http/lanes.ts';

/** What became of each request, in the order in which it was known. */
type Ends = string[];

function spin(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

/** Answers when nothing waits any more. */
async function ended(ends: Ends, count: number): Promise<void> {
  while (ends.length < count) await new Promise(setImmediate);
}

describe('lanes', () => {
  const add = (into: ReturnType<typeof lanes<'quick' | 'slow'>>, lane: 'quick' | 'slow', ends: Ends, ms: number) =>
    into.add(lane, {
      async serve() {
        // Most of a call's work is done after its first await.
        await undefined;
        spin(ms);
        ends.push(lane);
      },
      refuse: () => ends.push(`${lane} refused`),
    });

  test('a crowd of slow calls takes its share of the time and no more', async () => {
    const two = lanes({ quick: 100, slow: 100 });
    const ends: Ends = [];
    for (let count = 0; count < 10; count += 1) add(two, 'slow', ends, 10);
    for (let count = 0; count < 50; count += 1) add(two, 'quick', ends, 0.2);
    await ended(ends, 60);
    // Ten milliseconds of quick calls, and so about two slow ones before the last of them.
    const slowBefore = ends.slice(0, ends.lastIndexOf('quick')).filter((end) => end === 'slow').length;
    assert.ok(slowBefore <= 4, `${slowBefore} slow calls came before the last quick one`);
  });

  test('who was idle has saved nothing', async () => {
    const two = lanes({ quick: 100, slow: 100 });
    const ends: Ends = [];
    for (let count = 0; count < 4; count += 1) add(two, 'slow', ends, 20);
    await ended(ends, 4);
    for (let count = 0; count < 20; count += 1) add(two, 'quick', ends, 2);
    add(two, 'slow', ends, 2);
    await ended(ends, 25);
    assert.ok(ends.lastIndexOf('slow') < 20, `the slow lane was let in at ${ends.lastIndexOf('slow')}`);
  });

  test('beyond the bound of its lane a request is refused at once', async () => {
    const two = lanes({ quick: 100, slow: 3 });
    const ends: Ends = [];
    for (let count = 0; count < 5; count += 1) add(two, 'slow', ends, 0);
    assert.deepEqual(ends, ['slow refused', 'slow refused']);
    add(two, 'quick', ends, 0);
    await ended(ends, 6);
    assert.equal(ends.filter((end) => end === 'slow').length, 3);
    assert.equal(ends.filter((end) => end === 'quick').length, 1);
  });

  test('in a crowd, who has waited too long is refused, and who comes behind such a one is refused at once', async () => {
    const two = lanes({ quick: 100, slow: 100 });
    const ends: Ends = [];
    for (let count = 0; count < 20; count += 1) add(two, 'slow', ends, 0);
    spin(250);
    add(two, 'slow', ends, 0);
    assert.deepEqual(ends, ['slow refused']);
    spin(200);
    await ended(ends, 21);
    assert.deepEqual(ends.slice(0, 13), Array(13).fill('slow refused'));
    assert.deepEqual(ends.slice(13), Array(8).fill('slow'));
  });

  test('a few are served however long the machine stood still', async () => {
    const two = lanes({ quick: 100, slow: 100 });
    const ends: Ends = [];
    add(two, 'slow', ends, 0);
    spin(250);
    add(two, 'slow', ends, 0);
    spin(200);
    await ended(ends, 2);
    assert.deepEqual(ends, ['slow', 'slow']);
  });

  test('after a crowd has gone everybody is served again', async () => {
    const two = lanes({ quick: 100, slow: 3 });
    const ends: Ends = [];
    for (let count = 0; count < 100; count += 1) add(two, 'slow', ends, 0);
    await ended(ends, 100);
    ends.length = 0;
    add(two, 'slow', ends, 0);
    await ended(ends, 1);
    assert.deepEqual(ends, ['slow']);
  });
});
