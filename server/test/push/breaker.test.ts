import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { afterTry, allowance, type Breaker, closedBreaker } from '../../src/push/breaker.ts';

const minute = 60_000;

function tries(breaker: Breaker, results: readonly boolean[], at: number): Breaker {
  return results.reduce((now, succeeded) => afterTry(now, succeeded, at), breaker);
}

const failures = (count: number) => Array<boolean>(count).fill(false);
const broken = tries(closedBreaker, failures(10), 1_000);

describe('the breaker of an endpoint', () => {
  it('lets everything through while tries succeed', () =>
    assert.equal(allowance(tries(closedBreaker, [true, false, true], 0), 0, 8), 8));
  it('opens after ten failures in a row, for half a minute', () => {
    assert.equal(allowance(tries(closedBreaker, failures(9), 1_000), 1_000, 8), 8);
    assert.equal(allowance(broken, 1_000, 8), 0);
    assert.equal(allowance(broken, 30_999, 8), 0);
  });
  it('lets one probe through when the time is over', () => assert.equal(allowance(broken, 31_000, 8), 1));
  it('closes when the probe succeeds', () => assert.equal(allowance(afterTry(broken, true, 32_000), 32_000, 8), 8));
  it('opens twice as long when the probe fails, up to a quarter of an hour', () => {
    let breaker = broken;
    const waits: number[] = [];
    for (let probe = 0; probe < 7; probe += 1) {
      const at = breaker.openUntil;
      breaker = afterTry(breaker, false, at);
      waits.push(breaker.openUntil - at);
    }
    assert.deepEqual(
      waits,
      [1, 2, 4, 8, 15, 15, 15].map((minutes) => minutes * minute),
    );
  });
  it('ignores tries that began before it opened', () => assert.deepEqual(tries(broken, failures(7), 2_000), broken));
  it('opens at seven failures of ten when at least twenty were tried', () => {
    const mixed = Array.from({ length: 19 }, (_, index) => index % 10 >= 7);
    assert.equal(allowance(tries(closedBreaker, mixed, 0), 0, 8), 8);
    assert.equal(allowance(tries(closedBreaker, [...mixed, false], 0), 0, 8), 0);
  });
  it('forgets failures that are older than five minutes', () => {
    const before = tries(closedBreaker, [...failures(9), true, ...failures(5)], 0);
    assert.equal(allowance(tries(before, [false, true, false, true, false], 6 * minute), 6 * minute, 8), 8);
  });
});
