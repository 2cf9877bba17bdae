import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { exampleFile, sectionWords } from '../../src/company-file/reference/all-words.ts';
import { ruleParts } from '../../src/company-file/reference/condition-words.ts';
import { sectionYaml } from '../../src/company-file/reference/example-yaml.ts';
import { keysOf } from '../../src/company-file/reference/keys.ts';
import { companyFilePage, shapeOf, wordsOf } from '../../src/company-file/reference/page.ts';
import { onEveryDatabase } from '../databases.ts';
import { installationOn } from './installation.ts';

type SectionName = keyof typeof sectionWords;
const names = Object.keys(sectionWords) as SectionName[];

test('every key of every section has words in both languages, also the keys within its entries', () => {
  const silent = names.flatMap((name) =>
    keysOf(shapeOf(name))
      .filter((key) => !wordsOf(name, key)?.zh || !wordsOf(name, key)?.en)
      .map(({ place, key }) => `${name}: ${place}.${key}`),
  );
  assert.deepEqual(silent, []);
});

test('every key occurs in the example of its section', () => {
  const missing = names.flatMap((name) => {
    const shown = new Set(keysIn(sectionWords[name].example));
    // The example of triggers shows the conditions and actions of all rules.
    const own = keysOf(shapeOf(name)).filter(({ place }) => name === 'triggers' || !(place in ruleParts));
    const wanted = new Set(own.map(({ key }) => key));
    return [...wanted].filter((key) => !shown.has(key)).map((key) => `${name}: ${key}`);
  });
  assert.deepEqual(missing, []);
});

test('the pages show the examples, and a row for every key', () => {
  for (const page of [companyFilePage('en'), companyFilePage('zh')]) {
    const blocks = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text]) => text!);
    const shown = Object.assign({}, ...blocks.map((block) => parse(block) as object));
    assert.deepEqual(shown, exampleFile());
    for (const name of names) {
      const [, section = ''] = page.split(`\n## ${name}\n`);
      for (const { place, key } of keysOf(shapeOf(name)).filter(({ place }) => place === '')) {
        assert.ok(section.includes(`\n| \`${key}\` |`), `${name}: ${place}${key}`);
      }
    }
  }
});

onEveryDatabase('The examples of the page, put together,', (stores) => {
  test('are a company that can be applied, is shown as it was given, and then changes nothing', async () => {
    const acme = installationOn(await stores.open());
    const file = exampleFile();
    const text = names.map((name) => sectionYaml(name, file[name])).join('');
    await acme.apply(text);
    const { companyid } = file.company as { companyid: string };
    const shown = await acme.show(companyid);
    assert.deepEqual(Object.keys(shown).toSorted(), names.toSorted());
    assert.deepEqual((await acme.apply(shown, { prune: true })).changes, []);
    // The example of `apps` has an app without a key, which got one, and the agent's password is the one that is stored.
    assert.deepEqual((await acme.apply(text)).changes, []);
  });
});

function keysIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysIn(inner)]);
}
