import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { en } from '../src/words/en/index.ts';
import { zhCN } from '../src/words/zh-CN/index.ts';

type Dictionary = { readonly [key: string]: string | Dictionary };

const root = join(import.meta.dirname, '../src');
const files = globSync('**/*.{ts,tsx}', { cwd: root }).filter((file) => !/^words[\\/](en|zh-CN)/.test(file));
const code = files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
const english = entries(en);
const chinese = entries(zhCN);

test('both languages have the same keys', () => {
  assert.deepEqual(baseKeys(chinese), baseKeys(english));
});

test('each language has the plural forms that it needs and no others', () => {
  for (const [language, dictionary] of Object.entries({ en: english, 'zh-CN': chinese })) {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const plurals = [...dictionary.keys()].filter((key) => base(key) !== key);
    const expected = new Set(plurals.map(base).flatMap((key) => needed.map((form) => `${key}_${form}`)));
    assert.deepEqual(new Set(plurals), expected, language);
  }
});

test('both languages use the same placeholders in a text', () => {
  const differing = [...chinese].filter(([key, text]) => {
    const other = english.get(key) ?? '';
    return placeholders(text) !== placeholders(other);
  });
  assert.deepEqual(differing, []);
});

test('every key of the dictionaries is used in the code', () => {
  // Keys are written in full in the code: in t('…'), or in a table of keys.
  const unused = baseKeys(english).filter((key) => !code.includes(`'${key}'`));
  assert.deepEqual(unused, []);
});

test('no key is composed at run time', () => {
  assert.deepEqual(code.match(/\bt\(`[^`]*`/g) ?? [], []);
});

test('no Chinese text is outside the dictionaries', () => {
  const han = files.filter((file) => /\p{Script=Han}/u.test(withoutComments(readFileSync(join(root, file), 'utf8'))));
  // The choice of a language names each language in that language.
  assert.deepEqual(han.sort(), ['nav/account.tsx', 'sign-in/gate.tsx']);
});

function entries(dictionary: Dictionary, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(dictionary)) {
    if (typeof value === 'string') found.set(path + key, value);
    else for (const [inner, text] of entries(value, `${path}${key}.`)) found.set(inner, text);
  }
  return found;
}

function baseKeys(dictionary: Map<string, string>): string[] {
  return [...new Set([...dictionary.keys()].map(base))].sort();
}

function base(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, '');
}

function placeholders(text: string): string {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)]
    .map(([, name]) => name)
    .sort()
    .join();
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
}
