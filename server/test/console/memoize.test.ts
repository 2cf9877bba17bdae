import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoize } from '../../src/console/shown/memoize.ts';

/** Makes a cache for 100 texts of 10 characters and their results. `round` returns how many results it had to make. */
function counted() {
  let made = 0;
  const make = memoize((text) => {
    made += 1;
    return text.toUpperCase();
  }, 2000);
  const round = (texts: readonly string[]) => {
    const before = made;
    for (const text of texts) assert.equal(make(text), text.toUpperCase());
    return made - before;
  };
  return { round };
}

const textsOf = (count: number) =>
  Array.from({ length: count }, (_, place) => `text ${String(place).padStart(5, '0')}`);

test('the result of a text that fits is made once', () => {
  const { round } = counted();
  assert.equal(round(textsOf(100)), 100);
  assert.equal(round(textsOf(100)), 0);
});

test('when more texts than fit are used in turn, the cache still has the results of most that fit', () => {
  const { round } = counted();
  const tenth = textsOf(110);
  round(tenth);
  assert.ok(round(tenth) <= 15, 'a tenth too many');
  const twice = counted();
  twice.round(textsOf(200));
  for (let again = 0; again < 10; again++) assert.ok(twice.round(textsOf(200)) <= 120, 'twice as many');
});

test('texts in use replace those that nobody asks for any more', () => {
  const { round } = counted();
  round(textsOf(100));
  const others = textsOf(150).slice(100);
  // A full cache accepts only one new text in eight. After 60 rounds it has accepted all of them.
  for (let again = 0; again < 60; again++) round(others);
  assert.equal(round(others), 0);
});

test('the result of a text larger than the cache is made each time and drops no other', () => {
  const { round } = counted();
  round(textsOf(100));
  const large = ['x'.repeat(1500)];
  assert.deepEqual([round(large), round(large), round(textsOf(100))], [1, 1, 0]);
});
