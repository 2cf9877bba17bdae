import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { en } from '../src/words/en/index.ts';
import { zhCN } from '../src/words/zh-CN/index.ts';

type Catalogue = { readonly [key: string]: string | Catalogue };

const root = join(import.meta.dirname, '../src');
const files = globSync('**/*.{ts,tsx}', { cwd: root }).filter((file) => !/^words[\\/](en|zh-CN)/.test(file));
const code = files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
const english = entries(en);
const chinese = entries(zhCN);

test('both languages have the same keys', () => {
  assert.deepEqual(baseKeys(chinese), baseKeys(english));
});

test('each language has the plural forms it needs and no other', () => {
  for (const [language, catalogue] of Object.entries({ en: english, 'zh-CN': chinese })) {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const plurals = [...catalogue.keys()].filter((key) => base(key) !== key);
    const expected = new Set(plurals.map(base).flatMap((key) => needed.map((form) => `${key}_${form}`)));
    assert.deepEqual(new Set(plurals), expected, language);
  }
});

test('both languages put the same values into a text', () => {
  const differing = [...chinese].filter(([key, text]) => {
    const other = english.get(key) ?? '';
    return placeholders(text) !== placeholders(other);
  });
  assert.deepEqual(differing, []);
});

test('nothing is said in both languages that nobody says', () => {
  // Keys stand in the code whole: as t('…'), or in a small table that is typed as one of keys.
  const unused = baseKeys(english).filter((key) => !code.includes(`'${key}'`));
  assert.deepEqual(unused, []);
});

test('no key is put together from parts', () => {
  assert.deepEqual(code.match(/\bt\(`[^`]*`/g) ?? [], []);
});

test('no words for people stand outside the catalogues', () => {
  const han = files.filter((file) => /\p{Script=Han}/u.test(withoutComments(readFileSync(join(root, file), 'utf8'))));
  // The name of the other language is written in that language.
  assert.deepEqual(
    han,
    ['sign-in/gate.tsx', 'nav/account.tsx'].filter((file) => han.includes(file)),
  );
});

function entries(catalogue: Catalogue, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(catalogue)) {
    if (typeof value === 'string') found.set(path + key, value);
    else for (const [inner, text] of entries(value, `${path}${key}.`)) found.set(inner, text);
  }
  return found;
}

function baseKeys(catalogue: Map<string, string>): string[] {
  return [...new Set([...catalogue.keys()].map(base))].sort();
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
