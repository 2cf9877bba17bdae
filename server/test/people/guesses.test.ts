import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../../src/errors.ts';
import { guesses } from '../../src/people/guesses.ts';

/** Whether a guess from the second address is refused once all that the first may were taken. */
function areOne(first: string, second: string): boolean {
  const counted = guesses(
    () => 0,
    () => {},
  );
  const take = (name: string) => counted.take([{ about: 'address', name }]);
  for (let count = 0; count < 40; count += 1) take(first);
  try {
    take(second);
    return false;
  } catch (error) {
    assert.ok(error instanceof Problem && error.reason === 'rate_limited');
    return true;
  }
}

test('all addresses of an IPv6 network count as one, however its zeros are written', () => {
  assert.ok(areOne('2001:db8:1:2::1', '2001:db8:1:2:3:4:5:6'));
  assert.ok(areOne('2001:db8::1:0:0:1', '2001:db8::2:0:0:1'));
  assert.ok(areOne('2001:db8::1', '2001:db8:0:0:a:b:c:d'));
  assert.ok(areOne('fe80::1%eth0', 'fe80::2%eth0'));
  assert.ok(areOne('::1', '::2'));
});

test('other networks count for themselves', () => {
  assert.ok(!areOne('2001:db8:1:2::1', '2001:db8:1:3::1'));
  assert.ok(!areOne('2001:db8::1', '2001:db8:0:1::1'));
  assert.ok(!areOne('192.0.2.1', '192.0.2.2'));
});

test('an address of IPv4 is the same within IPv6', () => {
  assert.ok(areOne('::ffff:192.0.2.1', '192.0.2.1'));
});
