import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { waitAfter, waitsMs } from '../../src/push/schedule.ts';

const hour = 3_600_000;

describe('the plan of retries', () => {
  it('has thirteen waits after the first try, together about 88 hours', () => {
    assert.equal(waitsMs.length, 13);
    const total = waitsMs.reduce((sum, wait) => sum + wait, 0);
    assert.ok(total > 87 * hour && total < 89 * hour, `${total / hour} hours`);
  });

  it('begins with 5 s, 30 s, 2 min', () => {
    const middle = () => 0.5;
    assert.deepEqual(
      [1, 2, 3].map((tries) => waitAfter(tries, middle)),
      [5_000, 30_000, 120_000],
    );
  });

  it('spreads each wait by a fifth to either side', () => {
    for (const [index, planned] of waitsMs.entries()) {
      assert.equal(
        waitAfter(index + 1, () => 0),
        Math.round(planned * 0.8),
      );
      const latest = waitAfter(index + 1, () => 1 - Number.EPSILON) ?? 0;
      assert.ok(Math.abs(latest - planned * 1.2) <= 1);
    }
  });

  it('ends after the fourteenth try', () => {
    assert.notEqual(waitAfter(13, Math.random), undefined);
    assert.equal(waitAfter(14, Math.random), undefined);
  });
});
