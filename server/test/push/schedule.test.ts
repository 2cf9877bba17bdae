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

  it('begins with seconds and ends with days', () => {
    const middle = () => 0.5;
    const inSeconds = waitsMs.map((_, index) => waitAfter(index + 1, middle)! / 1000);
    const hours = [1, 2, 4, 8, 12, 12, 24, 24].map((count) => count * 3600);
    assert.deepEqual(inSeconds, [5, 30, 120, 600, 1800, ...hours]);
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
