import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  beginningsOf,
  type Extent,
  fold,
  isBegunWhole,
  isCaseless,
  lowerSpellingsOf,
  patternOf,
} from '../../src/db/case.ts';
import { foldedByLetter, textAndPart, textWithCase } from '../texts-with-case.ts';

const isFitting = (text: string, part: string, extent: Extent) => new RegExp(patternOf(part, extent), 'u').test(text);

function* everyLetter(): Generator<string> {
  for (let code = 1; code <= 0x10ffff; code += 1) {
    if (code < 0xd800 || code > 0xdfff) yield String.fromCodePoint(code);
  }
}

test('Text folds letter by letter, so that a part of a text folds to a part of the folded text', () => {
  fc.assert(
    fc.property(textWithCase, textWithCase, (one, other) => {
      assert.equal(fold(one), foldedByLetter(one));
      assert.equal(fold(one + other), fold(one) + fold(other));
      assert.equal(fold(fold(one)), fold(one));
    }),
    { numRuns: 2000 },
  );
});

test('The dotted capital İ alone folds to two letters', () => {
  const longer = [...everyLetter()].filter((letter) => [...fold(letter)].length !== 1);
  assert.deepEqual(longer, ['İ']);
});

test('Every letter is found by each of its cases', () => {
  for (const letter of everyLetter()) {
    const lower = letter.toLowerCase();
    if (lower === letter) continue;
    for (const extent of ['part', 'beginning', 'whole'] as const) {
      assert.ok(isFitting(letter, lower, extent), `${letter} by ${lower}`);
      assert.ok(isFitting(lower, letter, extent), `${lower} by ${letter}`);
    }
  }
});

test('A pattern fits exactly the texts that contain, begin with or equal the given text once both are folded', () => {
  fc.assert(
    fc.property(textAndPart, ([text, part]) => {
      if (isCaseless(part)) assert.equal(text.includes(part), isFitting(text, part, 'part'));
      const [folded, wanted] = [foldedByLetter(text), foldedByLetter(part)];
      assert.equal(isFitting(text, part, 'part'), folded.includes(wanted));
      assert.equal(isFitting(text, part, 'beginning'), folded.startsWith(wanted));
      assert.equal(isFitting(text, part, 'whole'), folded === wanted);
    }),
    { numRuns: 20_000 },
  );
});

test('The texts that begin with a given text lie in at most 16 ranges', () => {
  fc.assert(
    fc.property(textAndPart, ([text, part]) => {
      const beginnings = beginningsOf(part);
      assert.ok(beginnings.length <= 16);
      if (!fold(text).startsWith(fold(part))) return;
      const stored = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
      assert.ok(beginnings.some((beginning) => stored.startsWith(beginning)));
    }),
    { numRuns: 20_000 },
  );
});

test('The ranges are made of the whole text unless it has more than 16 spellings', () => {
  for (const text of ['', '王', 'Oliver Smith', 'ПРИВ', 'İs', 'Σο', '138']) assert.ok(isBegunWhole(text), text);
  for (const text of ['ПРИВЕТ', 'σσσ', 'kkkkk']) assert.ok(!isBegunWhole(text), text);
});

test('A text whose letters have one spelling each, A to Z in lower case, is one range', () => {
  for (const text of ['王', 'OLIVER S', '138', '%_\\', '']) assert.deepEqual(beginningsOf(text), [text.toLowerCase()]);
});

test('The lower case of a text is among the spellings of every text that folds alike', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'Σσς.Aaİi@'), maxLength: 6 }), fc.nat(), (text, seed) => {
      const other = [...text]
        .map((letter, place) => ((seed >> (place % 31)) & 1 ? letter.toLowerCase() : letter))
        .join('');
      if ([...fold(text)].filter((letter) => letter === 'σ').length > 4) return;
      assert.ok(lowerSpellingsOf(other).includes(text.toLowerCase()));
    }),
    { numRuns: 5000 },
  );
});
