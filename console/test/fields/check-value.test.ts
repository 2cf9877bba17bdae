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

test('a blank is refused of a required field only, and never of a partner field', () => {
  assert.deepEqual(checkValue(field(fieldType.line, { required: true }), ''), { reason: 'required' });
  assert.equal(checkValue(field(fieldType.line), ''), null);
  assert.equal(checkValue(field(fieldType.line, { required: true, partner: true }), ''), null);
});

test('lengths count code points between min and max, and 5000 at most', () => {
  const short = field(fieldType.line, { min: 2, max: 3 });
  assert.deepEqual(checkValue(short, '一'), { reason: 'tooShort', bound: 2 });
  assert.equal(checkValue(short, '😀😀😀'), null);
  assert.deepEqual(checkValue(short, '一二三四'), { reason: 'tooLong', bound: 3 });
  assert.deepEqual(checkValue(field(fieldType.text, { max: 9000 }), 'a'.repeat(5001)), {
    reason: 'tooLong',
    bound: 5000,
  });
});

test('numbers are decimals within their range', () => {
  const number = field(fieldType.number, { min: -1, max: 10.5 });
  assert.equal(checkValue(number, '10.5'), null);
  assert.deepEqual(checkValue(number, '10.6'), { reason: 'tooLarge', bound: 10.5 });
  assert.deepEqual(checkValue(number, '-2'), { reason: 'tooSmall', bound: -1 });
  for (const odd of ['1e3', '0x10', '１', '1.', ' 1'])
    assert.deepEqual(checkValue(number, odd), { reason: 'notNumber' });
});

test('dates and times must be possible', () => {
  assert.equal(checkValue(field(fieldType.date), '2024-02-29'), null);
  assert.deepEqual(checkValue(field(fieldType.date), '2023-02-29'), { reason: 'notDate' });
  assert.deepEqual(checkValue(field(fieldType.time), '24:00'), { reason: 'notTime' });
  assert.equal(checkValue(field(fieldType.dateTime), '2026-01-31 08:05'), null);
  assert.deepEqual(checkValue(field(fieldType.dateTime), '2026-01-31'), { reason: 'notDateTime' });
});

test('a stored moment goes into the browser’s input and comes back as it was', () => {
  for (const value of ['2026-01-31 08:05', '2026-01-31 08:05:09'])
    assert.equal(fromInputMoment(toInputMoment(value)), value);
  assert.equal(toInputMoment('soon'), '');
});

test('choices must be options, and a cascade ends at a leaf', () => {
  assert.deepEqual(checkValue(field(fieldType.select, { options }), 'west'), { reason: 'noOption' });
  assert.equal(checkValue(field(fieldType.checkboxes, { options }), 'sh,abroad'), null);
  assert.deepEqual(checkValue(field(fieldType.checkboxes, { options }), 'sh,west'), { reason: 'noOption' });
  assert.deepEqual(checkValue(field(fieldType.cascade, { options }), 'east'), { reason: 'notLeaf' });
  assert.equal(checkValue(field(fieldType.cascade, { options }), 'sh'), null);
});

test('ticking keeps the order of the options, and what is no option any more', () => {
  const boxes = field(fieldType.checkboxes, { options });
  assert.equal(toggleChoice(boxes, 'abroad', 'sh'), 'sh,abroad');
  assert.equal(toggleChoice(boxes, 'sh,abroad', 'sh'), 'abroad');
  assert.equal(toggleChoice(boxes, 'old,abroad', 'sh'), 'sh,abroad,old');
  assert.equal(toggleChoice(boxes, 'sh', 'sh'), '');
});
