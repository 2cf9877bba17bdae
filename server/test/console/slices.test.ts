import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeInSlices } from '../../src/console/shown/slices.ts';

/** Blocks the event loop, as the rendering of a long text does. */
function work(ms: number): number {
  const until = performance.now() + ms;
  while (performance.now() < until);
  return ms;
}

/** Returns how many turns the event loop makes until the work is done. */
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

/** The work of thirty texts, 10 ms each. A slice takes 20 ms, so the event loop turns after every second text. */
const thirty = Array.from({ length: 30 }, () => 10);

test('rendering yields to the event loop after 20 ms', async () => {
  assert.ok((await turnsDuring(() => makeInSlices(thirty, work))) >= 14, 'a turn for every second text');
});

test('ten renderings at the same time block the event loop no longer than one', async () => {
  const tens = Array.from({ length: 10 }, () => makeInSlices(thirty.slice(0, 3), work));
  assert.ok((await turnsDuring(() => Promise.all(tens))) >= 13, 'a turn for every second text of all');
});

test('rendering keeps the order', async () => {
  assert.deepEqual(await makeInSlices([15, 1, 15, 2, 15], work), [15, 1, 15, 2, 15]);
});
