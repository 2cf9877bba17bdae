import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeLanes } from '../../../src/http/load/lanes.ts';
import { makeMemory } from '../../../src/http/load/memory.ts';

/** How each request ended, in the order of the ends. */
type Ends = string[];

/** The clock of the event loop. A call takes time by advancing it. */
let clock = 0;

/** Resolves when this many requests have ended. */
async function ended(ends: Ends, count: number): Promise<void> {
  while (ends.length < count) await new Promise(setImmediate);
}

interface Options {
  readonly boundMs?: number;
  readonly memory?: number;
  readonly hasRoom?: (name: Kind) => boolean;
}

type Kind = 'quick' | 'slow';

function lanes({ boundMs = 10_000, memory = 1000, hasRoom = () => true }: Options = {}) {
  return makeLanes<Kind>({
    names: ['quick', 'slow'],
    patience: { targetMs: 1000, standsMs: 3000, boundMs },
    memory: makeMemory(memory),
    hasRoom,
    elapsed: () => performance.now(),
    running: () => clock,
  });
}

describe('lanes', () => {
  function add(into: ReturnType<typeof lanes>, lane: Kind, ends: Ends, ms: number, app = '') {
    const name = app || lane;
    return into.add(lane, {
      app,
      bytes: 1,
      async serve() {
        // Most of a call's work is done after its first await.
        await undefined;
        clock += ms;
        ends.push(name);
      },
      refuse: () => ends.push(`${name} refused`),
    });
  }

  test('a crowd of slow calls takes its share of the time and no more', async () => {
    const two = lanes();
    const ends: Ends = [];
    for (let count = 0; count < 10; count += 1) add(two, 'slow', ends, 10);
    for (let count = 0; count < 50; count += 1) add(two, 'quick', ends, 0.2);
    await ended(ends, 60);
    // The quick calls take ten milliseconds together, so that about two slow ones come before the last of them.
    const slowBefore = ends.slice(0, ends.lastIndexOf('quick')).filter((end) => end === 'slow').length;
    assert.ok(slowBefore <= 4, `${slowBefore} slow calls came before the last quick one`);
  });

  test('a lane that was idle has saved up no time', async () => {
    const two = lanes();
    const ends: Ends = [];
    for (let count = 0; count < 4; count += 1) add(two, 'slow', ends, 20);
    await ended(ends, 4);
    for (let count = 0; count < 20; count += 1) add(two, 'quick', ends, 2);
    add(two, 'slow', ends, 2);
    await ended(ends, 25);
    assert.ok(ends.lastIndexOf('slow') < 20, `the slow lane was let in at ${ends.lastIndexOf('slow')}`);
  });

  test('a crowd waits, and none of its calls is refused', async () => {
    const two = lanes();
    const ends: Ends = [];
    for (let count = 0; count < 500; count += 1) add(two, 'slow', ends, 1);
    await ended(ends, 500);
    assert.deepEqual([...new Set(ends)], ['slow']);
  });

  test('the single call of an app comes before the crowd of another', async () => {
    const two = lanes();
    const ends: Ends = [];
    for (let count = 0; count < 100; count += 1) add(two, 'slow', ends, 1, 'crowd');
    add(two, 'slow', ends, 1, 'single');
    await ended(ends, 101);
    assert.ok(ends.indexOf('single') <= 1, `it was number ${ends.indexOf('single')}`);
  });

  test('calls of a kind without room wait until there is room; calls of other kinds are served', async () => {
    let room = false;
    const two = lanes({ hasRoom: (name) => name === 'quick' || room });
    const ends: Ends = [];
    for (const lane of ['slow', 'quick', 'slow', 'quick'] as const) add(two, lane, ends, 0);
    await ended(ends, 2);
    assert.deepEqual(ends, ['quick', 'quick']);
    room = true;
    two.wake();
    await ended(ends, 4);
    assert.deepEqual(ends.slice(2), ['slow', 'slow']);
  });

  test('a call is refused when it has waited for the bound, though its kind has no room', async () => {
    const two = lanes({ boundMs: 100, hasRoom: () => false });
    const ends: Ends = [];
    add(two, 'slow', ends, 0);
    await ended(ends, 1);
    assert.deepEqual(ends, ['slow refused']);
  });

  test('when waiting calls use up their memory, calls of the app that holds most are refused', async () => {
    const two = lanes({ memory: 10 });
    const ends: Ends = [];
    for (let count = 0; count < 12; count += 1) add(two, 'slow', ends, 0, 'crowd');
    assert.deepEqual(ends, ['crowd refused', 'crowd refused']);
    add(two, 'quick', ends, 0, 'single');
    assert.deepEqual(ends, ['crowd refused', 'crowd refused', 'crowd refused']);
    await ended(ends, 13);
    assert.equal(ends.filter((end) => end === 'crowd').length, 9);
    assert.equal(ends.filter((end) => end === 'single').length, 1);
    for (let count = 0; count < 10; count += 1) add(two, 'slow', ends, 0, 'crowd');
    await ended(ends, 23);
    assert.deepEqual([...new Set(ends.slice(13))], ['crowd']);
  });

  test('a call whose caller has gone is neither served nor refused, and releases its memory', async () => {
    const two = lanes({ memory: 2 });
    const ends: Ends = [];
    const remove = add(two, 'slow', ends, 0, 'gone');
    add(two, 'slow', ends, 0, 'there');
    remove();
    add(two, 'slow', ends, 0, 'next');
    await ended(ends, 2);
    assert.deepEqual(ends, ['there', 'next']);
  });
});
