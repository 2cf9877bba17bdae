import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodings } from '../../src/encoding.ts';
import { makeEncoder } from '../../src/import/encode-text.ts';

const sample = 'Aé中文𠮷😀㐀Ａ\u{10ffff}€';

for (const encoding of encodings.filter((one) => one !== 'big5')) {
  test(`text in ${encoding} is decoded to the same text`, () => {
    const bytes = makeEncoder(encoding)(sample);
    assert.equal(new TextDecoder(encoding, { fatal: true }).decode(bytes), sample);
  });
}

test('every character of the basic plane, but for some of private use, has bytes in GB18030 that are decoded to it', () => {
  const letters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
  const text = letters.filter((letter) => letter.isWellFormed() && !/\p{Co}/u.test(letter)).join('');
  const bytes = makeEncoder('gb18030')(text);
  // Not assert.equal: a failure would print 65,000 characters.
  assert.ok(new TextDecoder('gb18030', { fatal: true, ignoreBOM: true }).decode(bytes) === text);
});

test('GB18030 writes common characters in two bytes, as Chinese Excel does', () => {
  assert.equal(makeEncoder('gb18030')('王五,李').toString('hex'), 'cdf5cee52cc0ee');
});

test('a character that Big5 does not have becomes a question mark', () => {
  const bytes = makeEncoder('big5')('中文, 这');
  assert.equal(new TextDecoder('big5', { fatal: true }).decode(bytes), '中文, ?');
});
