import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseAt, regionSteps, regionText, regionValue } from '../../src/fields/region-path.ts';
import { childrenOf, findInTree, namesOf, pathTo } from '../../src/fields/tree.ts';

const nodes = [
  { id: '1', parentId: null, name: '售后' },
  { id: '2', parentId: '1', name: '退货' },
  { id: '3', parentId: '2', name: '质量问题' },
  { id: '4', parentId: null, name: '质量投诉' },
];

test('a flat list is read as a tree, whether its roots have "" or null as parent', () => {
  assert.deepEqual(
    childrenOf(nodes, '').map((node) => node.id),
    ['1', '4'],
  );
  assert.deepEqual(
    childrenOf([{ id: 'a', parentId: '', name: 'A' }], null).map((node) => node.id),
    ['a'],
  );
  assert.equal(namesOf(pathTo(nodes, '3')), '售后 / 退货 / 质量问题');
});

test('a path through a cycle of parents ends', () => {
  const ring = [
    { id: 'a', parentId: 'b', name: 'A' },
    { id: 'b', parentId: 'a', name: 'B' },
  ];
  assert.equal(pathTo(ring, 'a').length, 2);
});

test('a search finds words anywhere along the path, and lists names that begin with them first', () => {
  const found = (words: string) => findInTree(nodes, words, () => true).map(({ node }) => node.id);
  assert.deepEqual(found('质量'), ['3', '4']);
  assert.deepEqual(found('售后 质量'), ['3']);
  assert.deepEqual(found('投诉'), ['4']);
  assert.deepEqual(found('无'), []);
});

test('choosing another region at a level removes the levels below', () => {
  const steps = regionSteps('31,3101,310115', '上海市/市辖区/浦东新区');
  assert.equal(regionText(steps), '上海市/市辖区/浦东新区');
  assert.equal(regionValue(chooseAt(steps, 0, { id: '32', name: '江苏省' })), '32');
  assert.equal(regionValue(chooseAt(steps, 2, null)), '31,3101');
  assert.deepEqual(regionSteps('', ''), []);
});
