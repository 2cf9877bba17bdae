import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeElapsed } from '../src/elapsed.ts';

/** Makes a machine whose clocks the test moves. The time since boot is read in steps of `bootResolutionMs`. */
function machine({ bootResolutionMs = 10 } = {}) {
  let running = 5000;
  let sinceBoot = 900_000;
  return {
    run(ms: number) {
      running += ms;
      sinceBoot += ms;
    },
    suspend(ms: number) {
      sinceBoot += ms;
    },
    clocks: {
      running: () => running,
      sinceBoot: () => Math.floor(sinceBoot / bootResolutionMs) * bootResolutionMs,
    },
  };
}

test('the clock for intervals counts the time that the machine runs', () => {
  const { run, clocks } = machine();
  const elapsed = makeElapsed(clocks);
  const from = elapsed();
  run(0.25);
  assert.equal(elapsed() - from, 0.25);
  run(3_600_000);
  assert.equal(elapsed() - from, 3_600_000.25);
});

test('the clock for intervals counts the sleep of a suspended machine, 200 ms after it woke up', () => {
  const { run, suspend, clocks } = machine();
  const elapsed = makeElapsed(clocks);
  const from = elapsed();
  suspend(3_600_000);
  run(200);
  assert.ok(Math.abs(elapsed() - from - 3_600_200) <= 10);
  run(1000);
  suspend(60_000);
  run(200);
  assert.ok(Math.abs(elapsed() - from - 3_661_400) <= 10);
});

test('short suspensions add up, and the clock for intervals never goes back', () => {
  const { run, suspend, clocks } = machine({ bootResolutionMs: 1000 });
  const elapsed = makeElapsed(clocks);
  const from = elapsed();
  let before = from;
  for (let count = 0; count < 40; count += 1) {
    suspend(500);
    run(330);
    const at = elapsed();
    assert.ok(at >= before + 330);
    before = at;
  }
  const passed = before - from;
  assert.ok(Math.abs(passed - 40 * 830) <= 3000, `${passed}`);
});

test('a time since boot in whole seconds does not count as suspension', () => {
  const { run, clocks } = machine({ bootResolutionMs: 1000 });
  const elapsed = makeElapsed(clocks);
  const from = elapsed();
  for (let count = 0; count < 1000; count += 1) {
    run(333);
    elapsed();
  }
  assert.equal(elapsed() - from, 333_000);
});

test("the clock for intervals runs with this machine's own clocks", async () => {
  const elapsed = makeElapsed();
  const [from, began] = [elapsed(), performance.now()];
  while (performance.now() - began < 250);
  const passed = elapsed() - from;
  assert.ok(passed >= 250 && passed < 2000, `${passed}`);
});
