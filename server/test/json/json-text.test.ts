import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { joined, json, jsonText, membersOf, parseJson, quoted, storedJson } from '../../src/json/json-text.ts';

const value = fc.jsonValue({ stringUnit: 'grapheme' });

test('JSON text that is joined from pieces parses to their values, whatever their characters', () => {
  fc.assert(
    fc.property(fc.array(value), value, fc.integer(), (list, stored, count) => {
      const pieces = joined(list.map(jsonText));
      const text = json`{"list":[${pieces}],"stored":${storedJson(JSON.stringify(stored))},"count":${count},"code":"${'7'}"}`;
      const expected = JSON.parse(JSON.stringify({ list, stored, count, code: '7' }));
      assert.deepEqual(parseJson(text), expected);
      assert.deepEqual(JSON.parse(Buffer.from(text, 'latin1').toString()), expected);
    }),
  );
});

test('an object keeps its members when they are put among others', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'grapheme', minLength: 1 }), value), (object) => {
      const text = jsonText(object);
      assert.equal(json`{${membersOf(text)}}`, text);
    }),
  );
});

test('a text that is given as its UTF-8 bytes is quoted like the text itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const bytes = Buffer.from(text).toString('latin1');
      assert.equal(quoted(bytes), jsonText(text));
    }),
  );
});
