import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem, refused, refusedField } from '../../src/errors.ts';
import { reasonOf } from '../../src/import/reason.ts';

const cases: readonly (readonly [Problem, string, string])[] = [
  [
    new Problem('parameter_missing', '', { field: 'user_nick' }),
    'user_nick: parameter missing',
    'user_nick：必填，没有值',
  ],
  [refused('categoryId', 'no such category'), 'ticket_typeid: no such category', 'ticket_typeid：没有这个分类'],
  [
    refusedField('remark', 'longer than 255 characters'),
    'remark: longer than 255 characters',
    'remark：超过 255 个字符',
  ],
  [
    refused('fields', { zh: 'size：太长', en: 'size: too long' }),
    'extend_fields: size: too long',
    'extend_fields：size：太长',
  ],
  [
    refusedField('remark', 'that nobody translated'),
    'remark: that nobody translated',
    'remark：that nobody translated',
  ],
];

for (const [problem, en, zh] of cases) {
  test(`in Chinese, "${en}" is "${zh}"`, () => assert.deepEqual(reasonOf('tickets', problem), { zh, en }));
}
