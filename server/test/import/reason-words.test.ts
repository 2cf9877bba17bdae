import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reasonWords } from '../../src/import/reason-words.ts';

const cases: Readonly<Record<string, string>> = {
  'user_nick: parameter missing': 'user_nick：必填，没有值',
  'ticket_typeid: no such category': 'ticket_typeid：没有这个分类',
  'extend_fields: size 尺码: no option 特大': 'extend_fields：size 尺码：没有选项 特大',
  'extend_field_params: born 生日: 2026/2/29 does not exist': 'extend_field_params：born 生日：2026/2/29 不存在',
  'ticket_typeid: is the name of several, give the id of one (12 售后/其他, 21 售前/其他)':
    'ticket_typeid：有多项同名，请写其中一项的编号 (12 售后/其他, 21 售前/其他)',
  'create_datetime: 2026/2/30 9:03 does not exist': 'create_datetime：2026/2/30 9:03 不存在',
  'has 2 values for 6 columns': '有 2 个值，而列有 6 个',
  'is the same as an earlier row of this file': '与本文件前面的一行相同',
  'something: that nobody translated': 'something: that nobody translated',
};

for (const [en, zh] of Object.entries(cases)) {
  test(`in Chinese, "${en}" is "${zh}"`, () => assert.deepEqual(reasonWords(en), { zh, en }));
}
