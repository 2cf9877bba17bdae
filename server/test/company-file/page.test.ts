import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { keptSections } from '../../src/company-file/sections/kept.ts';
import { companyFile, viewEntry } from '../../src/company-file/shape.ts';

const page = readFileSync(new URL('../../../docs/company-file.md', import.meta.url), 'utf8');
const kept = new Set(keptSections.map(({ name }) => name));

test('docs/company-file.md has a heading for each section of the file', () => {
  const headings = [...page.matchAll(/^## (.+)$/gm)].flatMap(([, names]) => names!.split(', '));
  assert.deepEqual(headings.toSorted(), Object.keys(companyFile.properties).toSorted());
});

test('docs/company-file.md describes every key of every section that the server uses', () => {
  const sections = Object.entries({ ...companyFile.properties, views: viewEntry }).filter(([name]) => !kept.has(name));
  const missing = sections.flatMap(([name, shape]) =>
    keysIn(shape)
      .filter((key) => !sectionOf(name).includes(`\`${key}\``))
      .map((key) => `${name}: ${key}`),
  );
  assert.deepEqual(missing, []);
});

function sectionOf(name: string): string {
  return page.split(/^## /m).find((section) => section.split('\n', 1)[0]!.split(', ').includes(name)) ?? '';
}

/** Returns the keys of entries and of entries within them, without the keys of the conditions in `all`. */
function keysIn(shape: unknown): string[] {
  if (typeof shape !== 'object' || shape === null) return [];
  const { properties = {}, items, $defs = {} } = shape as Record<string, Record<string, unknown> | undefined>;
  const own = Object.entries(properties).flatMap(([key, inner]) => (key === 'all' ? [key] : [key, ...keysIn(inner)]));
  return [...own, ...keysIn(items), ...Object.values($defs).flatMap(keysIn)];
}
