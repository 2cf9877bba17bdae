import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkValue } from '../../src/fields/check-value.ts';
import { toggleChoice } from '../../src/fields/choices.ts';
import type { Field } from '../../src/fields/field.ts';
import { fieldType } from '../../src/fields/field.ts';
import { fromInputMoment, toInputMoment } from '../../src/fields/moment.ts';

const options = [
  { id: '1', parentId: '', name: '华东', value: 'east', leaf: false },
  { id: '2', parentId: '1', name: '上海', value: 'sh', leaf: true },
  { id: '3', parentId: '', name: '海外', value: 'abroad', leaf: true },
];

function field(type: number, more: Partial<Field> = {}): Field {
  return { id: 'f', name: '字段', type, required: false, partner: false, min: null, max: null, options: [], ...more };
}

test('an empty value is refused only for required fields, and never for partner fields', () => {
  assert.deepEqual(checkValue(field(fieldType.line, { required: true }), ''), { reason: 'required' });
  assert.equal(checkValue(field(fieldType.line), ''), null);
  assert.equal(checkValue(field(fieldType.line, { required: true, partner: true }), ''), null);
});

test('a text has min to max code points, and 5000 at most', () => {
  const short = field(fieldType.line, { min: 2, max: 3 });
  assert.deepEqual(checkValue(short, '一'), { reason: 'tooShort', bound: 2 });
  assert.equal(checkValue(short, '😀😀😀'), null);
  assert.deepEqual(checkValue(short, '一二三四'), { reason: 'tooLong', bound: 3 });
  assert.deepEqual(checkValue(field(fieldType.text, { max: 9000 }), 'a'.repeat(5001)), {
    reason: 'tooLong',
    bound: 5000,
  });
});

test('a number is a decimal within its range', () => {
  const number = field(fieldType.number, { min: -1, max: 10.5 });
  assert.equal(checkValue(number, '10.5'), null);
  assert.deepEqual(checkValue(number, '10.6'), { reason: 'tooLarge', bound: 10.5 });
  assert.deepEqual(checkValue(number, '-2'), { reason: 'tooSmall', bound: -1 });
  for (const odd of ['1e3', '0x10', '１', '1.', ' 1'])
    assert.deepEqual(checkValue(number, odd), { reason: 'notNumber' });
});

test('a date or time that does not exist is refused', () => {
  assert.equal(checkValue(field(fieldType.date), '2024-02-29'), null);
  assert.deepEqual(checkValue(field(fieldType.date), '2023-02-29'), { reason: 'notDate' });
  assert.deepEqual(checkValue(field(fieldType.time), '24:00'), { reason: 'notTime' });
  assert.equal(checkValue(field(fieldType.dateTime), '2026-01-31 08:05'), null);
  assert.deepEqual(checkValue(field(fieldType.dateTime), '2026-01-31'), { reason: 'notDateTime' });
});

test('a stored date and time survives the conversion to the browser’s input and back', () => {
  for (const value of ['2026-01-31 08:05', '2026-01-31 08:05:09'])
    assert.equal(fromInputMoment(toInputMoment(value)), value);
  assert.equal(toInputMoment('soon'), '');
});

test('a choice must be an option, and in a cascade a leaf', () => {
  assert.deepEqual(checkValue(field(fieldType.select, { options }), 'west'), { reason: 'noOption' });
  assert.equal(checkValue(field(fieldType.checkboxes, { options }), 'sh,abroad'), null);
  assert.deepEqual(checkValue(field(fieldType.checkboxes, { options }), 'sh,west'), { reason: 'noOption' });
  assert.deepEqual(checkValue(field(fieldType.cascade, { options }), 'east'), { reason: 'notLeaf' });
  assert.equal(checkValue(field(fieldType.cascade, { options }), 'sh'), null);
});

test('ticking a box keeps the order of the options, and stored choices that are no longer options', () => {
  const boxes = field(fieldType.checkboxes, { options });
  assert.equal(toggleChoice(boxes, 'abroad', 'sh'), 'sh,abroad');
  assert.equal(toggleChoice(boxes, 'sh,abroad', 'sh'), 'abroad');
  assert.equal(toggleChoice(boxes, 'old,abroad', 'sh'), 'sh,abroad,old');
  assert.equal(toggleChoice(boxes, 'sh', 'sh'), '');
});
