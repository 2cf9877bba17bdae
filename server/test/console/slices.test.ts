import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeInSlices } from '../../src/console/shown/slices.ts';

/** Blocks the loop, as the rendering of a long text does. */
function work(ms: number): number {
  const until = performance.now() + ms;
  while (performance.now() < until);
  return ms;
}

/** Counts the turns of the event loop until the work is done. */
async function turnsDuring(working: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  const count = () => {
    turns += 1;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  await working();
  clearImmediate(next);
  return turns;
}

const thirty = Array.from({ length: 30 }, () => 10);

test('rendering yields to the loop after 20 ms', async () => {
  assert.ok((await turnsDuring(() => makeInSlices(thirty, work))) >= 14, 'a turn for every second text');
});

test('ten renderings at the same time block the loop no longer than one', async () => {
  const tens = Array.from({ length: 10 }, () => makeInSlices(thirty.slice(0, 3), work));
  assert.ok((await turnsDuring(() => Promise.all(tens))) >= 13, 'a turn for every second text of all');
});

test('rendering keeps the order', async () => {
  assert.deepEqual(await makeInSlices([15, 1, 15, 2, 15], work), [15, 1, 15, 2, 15]);
});
