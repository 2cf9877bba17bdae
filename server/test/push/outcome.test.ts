import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Attempt } from '../../src/push/attempt.ts';
import { outcomeOf } from '../../src/push/outcome.ts';

const documented = '{"data":{"receiveTime":"20260101120000"},"retCode":"000000","retMsg":"ok"}';

function attempt(given: Partial<Attempt>): Attempt {
  return {
    startedAt: 1_000,
    tookMs: 50,
    status: 200,
    fault: null,
    faultText: '',
    answer: '',
    retryAfterMs: null,
    ...given,
  };
}

function kindOf(given: Partial<Attempt>, ack: 'lenient' | 'strict' = 'lenient'): string {
  return outcomeOf(attempt(given), 0, ack, () => 0.5).kind;
}

describe('a lenient endpoint accepts the message', () => {
  for (const [answer, name] of [
    ['', 'an empty answer'],
    ['ok', 'a word'],
    ['<html></html>', 'HTML'],
    ['[1,2]', 'a list'],
    ['{"broken', 'broken JSON'],
    ['{"success":true}', 'foreign JSON'],
    ['{"retCode":null}', 'JSON whose retCode is null'],
    [documented, 'the documented answer'],
    ['{"ret_code":"000000"}', 'ret_code "000000"'],
  ] as const) {
    it(`with 200 and ${name}`, () => assert.equal(kindOf({ answer }), 'delivered'));
  }
  it('with any 2xx', () =>
    assert.deepEqual(
      [201, 202, 204, 299].map((status) => kindOf({ status })),
      Array(4).fill('delivered'),
    ));
});

describe('the message is tried again', () => {
  for (const status of [100, 199, 300, 301, 302, 304, 400, 401, 404, 429, 500, 502, 503]) {
    it(`after ${status}`, () => assert.equal(kindOf({ status }), 'retry'));
  }
  it('after a retCode that is not 000000', () => assert.equal(kindOf({ answer: '{"retCode":"900002"}' }), 'retry'));
  it('after a ret_code that is the number 0', () => assert.equal(kindOf({ answer: '{"ret_code":0}' }), 'retry'));
  for (const code of ['{}', '["000000"]', '{"toString":1}', `${'['.repeat(30_000)}${']'.repeat(30_000)}`]) {
    it(`after a retCode that is not a string: ${code.slice(0, 20)}`, () =>
      assert.equal(kindOf({ answer: `{"retCode":${code}}` }), 'retry'));
  }
  it('when no answer came', () => assert.equal(kindOf({ status: null, fault: 'timed_out' }), 'retry'));
  it('when the answer broke off', () => assert.equal(kindOf({ status: 200, fault: 'broken_off' }), 'retry'));
});

describe('a strict endpoint', () => {
  it('accepts the message with the documented receipt', () =>
    assert.equal(kindOf({ answer: documented }, 'strict'), 'delivered'));
  it('does not accept it with a plain 200', () => assert.equal(kindOf({ answer: 'ok' }, 'strict'), 'retry'));
  it('does not accept it with other JSON', () => assert.equal(kindOf({ answer: '{"code":0}' }, 'strict'), 'retry'));
});

describe('a failed message', () => {
  const at = (given: Partial<Attempt>, tries: number) =>
    outcomeOf(attempt({ status: 503, ...given }), tries, 'lenient', () => 0.5);

  it('is tried again by the schedule, counted from the end of the try', () => {
    assert.deepEqual(at({}, 0), { kind: 'retry', at: 1_050 + 5_000 });
    assert.deepEqual(at({}, 3), { kind: 'retry', at: 1_050 + 600_000 });
  });
  it('waits as long as Retry-After asks', () =>
    assert.deepEqual(at({ retryAfterMs: 60_000 }, 0), { kind: 'retry', at: 61_050 }));
  it('is not tried earlier than planned for a short Retry-After', () =>
    assert.deepEqual(at({ retryAfterMs: 1_000 }, 3), { kind: 'retry', at: 601_050 }));
  it('waits at most a day for Retry-After', () =>
    assert.deepEqual(at({ retryAfterMs: 7 * 86_400_000 }, 0), { kind: 'retry', at: 1_050 + 86_400_000 }));
  it('is given up after the fourteenth try', () => {
    assert.equal(at({}, 12).kind, 'retry');
    assert.equal(at({}, 13).kind, 'given_up');
  });
  it('is not given up after 410, which is about the endpoint', () =>
    assert.equal(at({ status: 410 }, 13).kind, 'endpoint_gone'));
});
