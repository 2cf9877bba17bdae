import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isSafe } from 'redos-detector';
import { findExpressions } from './regular-expressions.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = globSync('{contract,client,server,console}/src/**/*.{ts,tsx}', { cwd: root }).sort();

/**
 * The files of expressions that stay although the detector reports them. A comment at each ("Bound: …") says how long the
 * input can be. The detector reports every search that may begin at any place of a text. It does not see whether each of
 * them ends after one step, which takes linear time, or at the end of the text.
 */
const bounded: readonly string[] = [
  'console/src/contents/looks-plain.ts',
  'server/src/console/cookies.ts',
  'server/src/console/shown/safe-html.ts',
  'server/src/console/shown/unshown.ts',
  'server/src/console/shown/unshown.ts',
  'server/src/operating/demo/plot.ts',
];

/**
 * Expressions that are made of a variable. The patterns of schemas are checked where the schema has them, and those of
 * db/case.ts repeat nothing.
 */
const elsewhere: readonly string[] = [
  'server/src/company-file/read-scalar.ts: shape.pattern',
  'server/src/company-file/reference/json-schema.ts: pattern',
  'server/src/company-file/reference/json-schema.ts: pattern',
  'server/src/db/sqlite/regexp.ts: pattern',
  'server/src/http/parameters/forms.ts: pattern',
];

const found = findExpressions(new Map(sources.map((file) => [file, readFileSync(resolve(root, file), 'utf8')])));

test('no regular expression needs more than linear time, unless a comment bounds its input', () => {
  const { expressions } = found;
  assert.ok(expressions.length > 100, `${expressions.length} were found`);
  const verdicts = new Map<string, boolean>();
  const slow = expressions.filter(({ pattern, flags }) => {
    const key = `/${pattern}/${flags}`;
    const known = verdicts.get(key) ?? isSlow(pattern, flags);
    verdicts.set(key, known);
    return known;
  });
  const unbounded = slow.filter(({ bound }) => bound === undefined);
  assert.deepEqual(
    unbounded.map(({ file, pattern }) => `${file} /${pattern}/`),
    [],
  );
  assert.deepEqual(slow.map(({ file }) => file).sort(), [...bounded].sort());
});

test('a pattern that is used by a variable is found where it is written', () => {
  assert.deepEqual(found.unresolved, elsewhere);
});

test('an expression is found however it is constructed', () => {
  const names = "export const slow = '(a+)+$'; export const tail = 'a+)+$';";
  const ways = [
    'const it = /(a+)+$/;',
    "const it = new RegExp('(a+)+$');",
    "const it = RegExp('(a+)+$');",
    'const it = RegExp(`(a+)+$`);',
    'const it = new RegExp(String.raw`(a+)+$`);',
    "const own = '(a+)+$' as const; const it = new RegExp(own, 'u');",
    "import { slow } from './names.ts'; const it = new RegExp(slow);",
    "import { tail } from './names.ts'; const it = RegExp('(' + tail);",
    "import { tail } from './names.ts'; const it = RegExp(`($" + '{tail}`);',
    "const it = new RegExp(strict ? 'a' : '(a+)+$');",
    "const it = Type.String({ pattern: '(a+)+$' });",
    "const it = Type.String({ 'pattern': '(a+)+$' });",
    "import { slow } from './names.ts'; const it = Type.String({ pattern: slow });",
    "const pattern = '(a+)+$'; const it = Type.String({ pattern });",
  ];
  for (const way of ways) {
    const { expressions, unresolved } = findExpressions(
      new Map([
        ['names.ts', names],
        ['way.ts', way],
      ]),
    );
    assert.ok(
      expressions.some(({ file, pattern }) => file === 'way.ts' && pattern === '(a+)+$'),
      way,
    );
    assert.deepEqual(unresolved, [], way);
  }
  for (const way of ['const it = new RegExp(given);', 'const it = RegExp(shape.pattern);']) {
    assert.equal(findExpressions(new Map([['way.ts', way]])).unresolved.length, 1, way);
  }
  assert.deepEqual(findExpressions(new Map([['way.ts', 'const { pattern, other: { pattern: name } } = shape;']])), {
    expressions: [],
    unresolved: [],
  });
});

test('an expression that searches for an end from every beginning is reported', () => {
  assert.ok(isSlow('<(?:\\/?[a-z][^>]*|!--[\\s\\S]*)>', 'i'));
  assert.ok(isSlow('(?:%20)+(?=\\/|$)', 'g'));
  assert.ok(!isSlow('<(?:\\/?[a-z]|!--)', 'i'));
});

/**
 * True when the detector finds that matching may take more than linear time. Lookaround is turned into plain groups
 * before, because the detector assumes that lookaround always matches.
 */
function isSlow(pattern: string, flags: string): boolean {
  const following = pattern.replace(/(?<!\\)\(\?(?:=|!|<=|<!)/g, '(?:');
  return !isSafe(new RegExp(following, flags)).safe;
}
