import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fault } from '../../src/api/fault.ts';
import { type Field, fieldType } from '../../src/fields/field.ts';
import { faultPlace } from '../../src/new-ticket/fault-place.ts';

const fieldOf = (id: string): Field => ({
  id,
  name: '字段',
  type: fieldType.line,
  required: false,
  partner: false,
  min: null,
  max: null,
  options: [],
});
const fields = [fieldOf('s'), fieldOf('s1')];
const placeOf = (parameter: string | undefined, text: string) =>
  faultPlace(new Fault('request_refused', text, parameter), fields);

test('an error of a custom field belongs to the field whose id begins the sentence', () => {
  assert.equal(placeOf('fields', 's1 字段: required'), 'field:s1');
  assert.equal(placeOf('fields', 'other is no field of this category’s template'), 'fields');
});

test('an error of a parameter belongs to its control, whatever the ids of the custom fields are', () => {
  assert.equal(placeOf('status', 'no such status'), 'status');
  assert.equal(placeOf('content', 'is too long'), 'text');
});

test('an error without a parameter belongs nowhere in the form', () => {
  assert.equal(placeOf(undefined, 'busy'), undefined);
  assert.equal(faultPlace(new Error('a bug'), fields), undefined);
});
