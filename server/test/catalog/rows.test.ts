import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { categoriesOf } from '../../src/catalog/categories.ts';
import { optionsOf } from '../../src/catalog/options.ts';
import { statusesOf } from '../../src/catalog/statuses.ts';
import type { CategoryTable, FieldOptionTable, StatusTable } from '../../src/db/schema.ts';

describe('categories from their rows', () => {
  const row = (id: string, parent: string | null, more: Partial<CategoryTable> = {}): CategoryTable => ({
    company_id: 'c',
    id,
    name: `n-${id}`,
    parent_id: parent,
    template_id: null,
    retired: 0,
    position: 0,
    updated_at: 1,
    ...more,
  });

  test('list parents before their children, whatever the order of the rows', () => {
    const categories = categoriesOf([row('leaf', 'mid'), row('mid', 'root'), row('root', null)]);
    assert.deepEqual([...categories.keys()], ['root', 'mid', 'leaf']);
    const leaf = categories.get('leaf');
    assert.deepEqual([leaf?.level, leaf?.path, leaf?.childIds], [3, 'n-root/n-mid/n-leaf', []]);
    assert.deepEqual(categories.get('root')?.childIds, ['mid']);
  });

  test('inherit the template of the nearest ancestor that has one', () => {
    const categories = categoriesOf([
      row('root', null, { template_id: 'far' }),
      row('mid', 'root', { template_id: 'near' }),
      row('leaf', 'mid'),
      row('other', 'root'),
      row('bare', null),
    ]);
    const templates = ['leaf', 'other', 'bare'].map((id) => categories.get(id)?.templateId);
    assert.deepEqual(templates, ['near', 'far', null]);
  });

  test('are retired when an ancestor is retired', () => {
    const categories = categoriesOf([row('root', null, { retired: 1 }), row('mid', 'root'), row('free', null)]);
    assert.equal(categories.get('mid')?.retired, true);
    assert.equal(categories.get('free')?.retired, false);
  });
});

describe('statuses from their rows', () => {
  const row = (code: number, more: Partial<StatusTable> = {}): StatusTable => ({
    company_id: 'c',
    code,
    id: `id-${code}`,
    name: `n-${code}`,
    type: 2,
    description: '',
    customer_name: '',
    deleted: 0,
    position: 0,
    ...more,
  });

  test("list the company's own between the built-in open ones and the built-in ended ones", () => {
    const codes = [...statusesOf('c', [row(20), row(10)]).keys()];
    assert.deepEqual(codes, [0, 1, 2, 3, 20, 10, 98, 99]);
  });

  test('keep the place and type of a built-in one that was renamed', () => {
    const statuses = statusesOf('c', [row(2, { name: '客户已回' })]);
    assert.deepEqual([...statuses.keys()], [0, 1, 2, 3, 98, 99]);
    assert.equal(statuses.get(2)?.name, '客户已回');
    assert.equal(statuses.get(2)?.id, 'id-2');
  });

  test('give built-in ones the same ids at every load, and other ids in other companies', () => {
    const idOf = (company: string) => statusesOf(company, [row(10)]).get(0)?.id;
    assert.match(String(idOf('c')), /^[0-9a-f]{32}$/);
    assert.equal(idOf('c'), idOf('c'));
    assert.notEqual(idOf('c'), idOf('d'));
    assert.equal(statusesOf('c', []).get(0)?.id, null);
  });

  test('still contain deleted ones', () => {
    assert.equal(statusesOf('c', [row(10, { deleted: 1 })]).get(10)?.deleted, true);
  });
});

test('options from their rows are a flat list of the tree, each with its path', () => {
  const row = (id: string, parent: string): FieldOptionTable => ({
    company_id: 'c',
    field_id: 'f',
    id,
    parent_id: parent,
    name: `n-${id}`,
    value: `v-${id}`,
    position: 0,
  });
  const options = optionsOf([row('leaf', 'root'), row('root', ''), row('lone', '')]);
  assert.deepEqual(
    options.map(({ value, leaf, path }) => [value, leaf, path]),
    [
      ['v-root', false, 'n-root'],
      ['v-leaf', true, 'n-root/n-leaf'],
      ['v-lone', true, 'n-lone'],
    ],
  );
});
