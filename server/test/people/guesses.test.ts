import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../../src/errors.ts';
import { type Guess, type Guesses, makeGuesses } from '../../src/people/guesses.ts';

const minute = 60_000;

/** Makes a counter of guesses with its own clock. */
function counting() {
  let elapsed = 0;
  const words: string[] = [];
  const counted = makeGuesses(
    () => elapsed,
    (word) => words.push(word),
  );
  return {
    counted,
    words,
    advance(ms: number) {
      elapsed += ms;
    },
  };
}

/** Counts the guess and returns true if it is allowed; returns false for a refused one. */
function isTaken(counted: Guesses, guess: readonly Guess[]): boolean {
  try {
    counted.take(guess);
    return true;
  } catch (error) {
    assert.ok(error instanceof Problem && error.reason === 'rate_limited');
    return false;
  }
}

const from = (name: string | undefined): Guess => ({ about: 'address', name });
const at = (name: string): Guess => ({ about: 'email', name });
/**
 * A guess from the network of this number. Tests use more networks and e-mails than the 20,000 that are counted at a
 * time.
 */
const networkNumber = (number: number) =>
  from(`2001:db8:${(number >> 16).toString(16)}:${(number & 0xffff).toString(16)}::1`);

/** True when the second address is refused after the first has used all its guesses: both count as one. */
function areOne(first: string | undefined, second: string | undefined): boolean {
  const { counted } = counting();
  for (let count = 0; count < 40; count += 1) counted.take([from(first)]);
  return !isTaken(counted, [from(second)]);
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

test('lost connections without an address count as one', () => {
  assert.ok(areOne(undefined, undefined));
  assert.ok(!areOne(undefined, '192.0.2.1'));
});

test('26,000 refused guesses at unknown e-mails leave an exhausted e-mail exhausted', () => {
  const { counted } = counting();
  for (let count = 0; count < 10; count += 1) counted.take([at('ming@x.example'), from('192.0.2.1')]);
  let taken = 0;
  for (let strange = 0; strange < 26_000; strange += 1) {
    if (isTaken(counted, [at(`strange${strange}@x.example`), from('192.0.2.2')])) taken += 1;
  }
  assert.equal(taken, 40);
  assert.equal(isTaken(counted, [at('MING@x.example'), from('192.0.2.3')]), false);
});

test('22,000 networks that guess at one exhausted e-mail leave another one exhausted', () => {
  const { counted } = counting();
  for (const email of ['ming@x.example', 'li@x.example']) {
    for (let count = 0; count < 10; count += 1) counted.take([at(email), from('192.0.2.1')]);
  }
  for (let number = 0; number < 22_000; number += 1) {
    assert.equal(isTaken(counted, [at('ming@x.example'), networkNumber(number)]), false);
  }
  assert.equal(isTaken(counted, [at('li@x.example'), from('192.0.2.3')]), false);
});

test('22,000 networks with an e-mail each, all of them counted, leave an exhausted e-mail exhausted', () => {
  const { counted, advance } = counting();
  for (let count = 0; count < 10; count += 1) counted.take([at('ming@x.example'), from('192.0.2.1')]);
  for (let number = 0; number < 22_000; number += 1) {
    assert.equal(isTaken(counted, [at(`strange${number}@x.example`), networkNumber(number)]), true);
    advance(1);
  }
  assert.equal(isTaken(counted, [at('ming@x.example'), from('192.0.2.3')]), false);
  advance(30_000);
  assert.equal(isTaken(counted, [at('ming@x.example'), from('192.0.2.3')]), true);
});

test('guesses at one e-mail in several spellings are counted together', () => {
  const { counted } = counting();
  for (let count = 0; count < 10; count += 1) {
    const name = ['ΝΊΚΟΣ@x.example', 'νίκοσ@x.example', 'νίκος@X.example'][count % 3]!;
    assert.equal(isTaken(counted, [at(name)]), true);
  }
  assert.equal(isTaken(counted, [at('Νίκος@x.example')]), false);
});

test('right guesses are not counted', () => {
  const { counted } = counting();
  const guess = [at('ming@x.example'), from('192.0.2.1')];
  for (let count = 0; count < 100; count += 1) {
    counted.take(guess);
    counted.giveBack(guess);
  }
  for (let count = 0; count < 10; count += 1) assert.equal(isTaken(counted, guess), true);
  assert.equal(isTaken(counted, guess), false);
});

test('wrong guesses on another node count here, and expire as they do there', () => {
  const [here, there] = [counting(), counting()];
  for (let count = 0; count < 10; count += 1) {
    there.counted.take([at('ming@x.example')]);
    there.counted.confirm([at('ming@x.example')]);
  }
  for (const word of [...there.words, ...there.words]) here.counted.hear(word);
  assert.equal(isTaken(here.counted, [at('ming@x.example')]), false);
  here.advance(5 * minute);
  for (let count = 0; count < 10; count += 1) assert.equal(isTaken(here.counted, [at('ming@x.example')]), true);
});
