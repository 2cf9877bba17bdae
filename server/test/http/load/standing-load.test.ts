import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeStandingLoad } from '../../../src/http/load/standing-load.ts';

const patience = { targetMs: 1000, standsMs: 3000, boundMs: 10_000 };

/**
 * Measures a queue ten times a second: `waiting` gives its length and `waitMs` the wait of its oldest call, each from
 * the time in seconds. Returns the second at which the load first counts as standing; undefined when it never does.
 */
function watch(seconds: number, waiting: (at: number) => number, waitMs: (at: number) => number) {
  const load = makeStandingLoad(patience);
  for (let tick = 0; tick <= seconds * 10; tick += 1) {
    load.observe(tick * 100, waitMs(tick / 10), waiting(tick / 10));
    if (load.stays()) return tick / 10;
  }
  return undefined;
}

describe('load', () => {
  test('stays when the queue has been over its target for three seconds and does not get shorter', () => {
    const since = watch(
      20,
      () => 2000,
      (at) => Math.min(at * 1000, 2000),
    );
    assert.ok(since !== undefined && since >= 4 && since <= 5, `after ${since} s`);
  });

  test('stays when the queue grows without end', () => {
    assert.ok(
      watch(
        20,
        (at) => at * 4000,
        (at) => at * 800,
      ),
    );
  });

  test('does not stay while a burst is worked off, though it takes eight seconds', () => {
    const since = watch(
      8,
      (at) => 2500 - at * 312,
      (at) => at * 1000,
    );
    assert.equal(since, undefined);
  });

  test('does not stay when a burst took two seconds to arrive', () => {
    const waiting = (at: number) => (at < 2 ? at * 1000 : 2000 - (at - 2) * 300);
    assert.equal(
      watch(8, waiting, (at) => at * 900),
      undefined,
    );
  });

  test('stays when the queue shrinks so slowly that its calls would wait longer than the bound', () => {
    assert.ok(
      watch(
        20,
        (at) => 2500 - at * 10,
        () => 2000,
      ),
    );
  });

  test('does not stay when the queue falls under its target now and then', () => {
    const since = watch(
      60,
      () => 2000,
      (at) => (at % 2 < 0.1 ? 500 : 2000),
    );
    assert.equal(since, undefined);
  });

  test('is over when nothing had to be shed for three seconds', () => {
    const load = makeStandingLoad(patience);
    const look = (at: number) => {
      load.observe(at, 2000, 100);
      return load.stays();
    };
    for (let at = 0; at <= 5000; at += 100) look(at);
    assert.equal(load.stays(), true);
    load.countShed(6000);
    assert.equal(look(8900), true);
    assert.equal(look(9000), false);
  });

  test('counts the calls that are served per second', () => {
    const load = makeStandingLoad(patience);
    load.observe(0, 0, 0);
    for (let count = 0; count < 300; count += 1) load.countServed();
    load.observe(1500, 0, 0);
    assert.equal(load.perSecond(), 200);
  });
});
