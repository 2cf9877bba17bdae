import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isSafe } from 'redos-detector';
import { parseSync } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = globSync('{contract,client,server,console}/src/**/*.{ts,tsx}', { cwd: root }).sort();

/**
 * Expressions that the detector counts as dear and that stay, by the comment above them, which says how long their input
 * can be. The detector knows no difference between looking from every place once and from every place to the end.
 */
const kept: readonly string[] = [
  "Bound: the demo's own sentences, some hundred characters.",
  'Bound: the headers of a request, 16 KB, where every ";" is one more beginning.',
  'Bound: what became of a text of 5,000 characters; each match ends before the next "<".',
  'Bound: a text of 5,000 characters that leaves nothing to show; each match ends before the next "<".',
  'Bound: what the server made of a text of 5,000 characters; each match ends before the next "<".',
];

interface Expression {
  readonly file: string;
  readonly pattern: string;
  readonly flags: string;
  /** The comment in the lines above it that says how long its input can be. */
  readonly bound: string | undefined;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [name: string]: unknown;
}

const expressions = sources.flatMap(expressionsIn);

test('no regular expression needs more than linear time, unless a comment bounds its input', () => {
  assert.ok(expressions.length > 100, `${expressions.length} were found`);
  const verdicts = new Map<string, boolean>();
  const dear = expressions.filter(({ pattern, flags }) => {
    const key = `/${pattern}/${flags}`;
    const known = verdicts.get(key) ?? isDear(pattern, flags);
    verdicts.set(key, known);
    return known;
  });
  const unbounded = dear.filter(({ bound }) => bound === undefined);
  assert.deepEqual(
    unbounded.map(({ file, pattern }) => `${file} /${pattern}/`),
    [],
  );
  assert.deepEqual(dear.map(({ bound }) => bound).sort(), [...kept].sort());
});

test('an expression that looks for an end from every beginning is found', () => {
  assert.ok(isDear('<(?:\\/?[a-z][^>]*|!--[\\s\\S]*)>', 'i'));
  assert.ok(isDear('(?:%20)+(?=\\/|$)', 'g'));
  assert.ok(!isDear('<(?:\\/?[a-z]|!--)', 'i'));
});

/** What is looked ahead for can fail as well as what follows: the detector takes it for granted. */
function isDear(pattern: string, flags: string): boolean {
  const following = pattern.replace(/(?<!\\)\(\?(?:=|!|<=|<!)/g, '(?:');
  return !isSafe(new RegExp(following, flags)).safe;
}

/** Literals, what RegExp is called with, and the patterns of schemas. */
function expressionsIn(file: string): Expression[] {
  const text = readFileSync(resolve(root, file), 'utf8');
  if (!/\/|RegExp|pattern/.test(text)) return [];
  const found: Expression[] = [];
  walk(parseSync(file, text).program as unknown as Node, (node) => {
    const written = writtenIn(node);
    if (written) found.push({ file, ...written, bound: boundAbove(text, node.start) });
  });
  return found;
}

function writtenIn(node: Node): { pattern: string; flags: string } | undefined {
  if (node.type === 'Literal' && node.regex) return node.regex as { pattern: string; flags: string };
  if (node.type === 'NewExpression' && (node.callee as Node).name === 'RegExp') {
    const [given] = node.arguments as Node[];
    return given && textOf(given);
  }
  const key = node.type === 'Property' ? (node.key as Node) : undefined;
  return key?.name === 'pattern' ? textOf(node.value as Node) : undefined;
}

/** A name that is put into a template is a word; patterns that come from elsewhere are found where they are written. */
function textOf(node: Node): { pattern: string; flags: string } | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return { pattern: node.value, flags: 'u' };
  if (node.type !== 'TemplateLiteral') return undefined;
  const pieces = node.quasis as { readonly value: { readonly cooked: string } }[];
  return { pattern: pieces.map(({ value }) => value.cooked).join('word'), flags: '' };
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const value of Object.values(node).flat()) {
    if (typeof value === 'object' && value !== null && 'type' in value) walk(value as Node, visit);
  }
}

/** `// Bound: …` in the comment that ends right above the line. */
function boundAbove(text: string, place: number): string | undefined {
  const above = text.slice(0, place).split('\n').slice(0, -1);
  const comment: string[] = [];
  while (/^\s*(?:\/\/|\*|\/\*\*)/.test(above.at(-1) ?? ''))
    comment.unshift(above.pop()!.replace(/^[\s/*]+|[\s/*]+$/g, ''));
  return /Bound: .*/.exec(comment.join(' '))?.[0];
}
