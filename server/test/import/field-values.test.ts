import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Field, fieldType } from '../../src/catalog/catalog.ts';
import { regionsOf } from '../../src/catalog/regions.ts';
import { readFields } from '../../src/import/field-values.ts';

const regions = regionsOf(() => [
  {
    id: '440000',
    name: '广东省',
    regions: [{ id: '440300', name: '深圳市', regions: [{ id: '440305', name: '南山区' }] }],
  },
]);
const plain = { required: false, partner: false, position: 0, min: null, max: null, options: [] };
const field: Field = { ...plain, id: 'r', name: '地区', type: fieldType.region, optionByValue: new Map() };
const ground = { fields: new Map([[field.id, field]]), regions, zone: 'Asia/Shanghai' };

test('a region is read from names or codes, whatever sign a spreadsheet puts between them', () => {
  for (const cell of [
    '广东省/深圳市/南山区',
    '广东省 > 深圳市 > 南山区',
    '广东省，深圳市，南山区',
    '440000,440300,440305',
    '440000 / 440300 / 440305',
  ]) {
    assert.deepEqual(readFields(ground, [{ fieldid: 'r', field_value: cell }]), [
      { fieldid: 'r', field_value: '440000,440300,440305' },
    ]);
  }
});

test('a region that is not in the tree stays as it is, for the check of the field', () => {
  const [read] = readFields(ground, [{ fieldid: 'r', field_value: '广东省/成都市' }]);
  assert.equal(read?.field_value, '广东省/成都市');
});
