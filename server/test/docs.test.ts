import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tracked = execFileSync('git', ['ls-files', '*.md', '.github/**', '.ci/run'], { cwd: root, encoding: 'utf8' });
const pages = tracked.split('\n').filter((page) => page !== '' && existsSync(join(root, page)));
const chinesePages = pages.filter((page) => page.endsWith('.zh-CN.md'));

test('Every link of the pages leads to a file that is there', () => {
  const dead = pages.flatMap((page) =>
    [...textOf(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
      .map(([, target]) => target!)
      .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(root, dirname(page), decodeURI(target))))
      .map((target) => `${page}: ${target}`),
  );
  assert.deepEqual(dead, []);
});

test('Every link to a section leads to a heading that is there', () => {
  const dead = pages.flatMap((page) =>
    [...textOf(page).matchAll(/\]\(([^)#\s:]*)#([^)\s]+)\)/g)]
      .filter(([, target, anchor]) => !anchorsOf(target ? join(dirname(page), target) : page).includes(anchor!))
      .map(([, target, anchor]) => `${page}: ${target}#${anchor}`),
  );
  assert.deepEqual(dead, []);
});

test('Every npm script that a page or a workflow names is there', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
  const unknown = pages.flatMap((page) =>
    [...textOf(page).matchAll(/npm run (?:-s )?([\w:]+)|^ +- (faults[\w:]*)/gm)]
      .map(([, named, ofMatrix]) => (named ?? ofMatrix)!)
      .filter((name) => !(name in scripts))
      .map((name) => `${page}: ${name}`),
  );
  assert.deepEqual(unknown, []);
});

test('Every page that an operator reads exists in English and in Chinese, and each links the other', () => {
  const read = [
    'README.md',
    'SECURITY.md',
    'docs/README.md',
    'docs/commands.md',
    'docs/company-file.md',
    'docs/installing.md',
    'docs/operating.md',
    'docs/pushes.md',
    'docs/scaling.md',
  ];
  assert.deepEqual(
    chinesePages,
    pages.filter((page) => read.includes(englishOf(page)) && page !== englishOf(page)),
  );
  assert.equal(chinesePages.length, read.length);
  for (const page of chinesePages) {
    assert.match(beginningOf(page), new RegExp(`\\[English\\]\\(${nameOf(englishOf(page))}\\)`));
    assert.match(beginningOf(englishOf(page)), new RegExp(`\\[中文\\]\\(${nameOf(page)}\\)`));
  }
});

for (const page of chinesePages) {
  test(`${page} has the headings, paragraphs, lists, tables, commands, names, figures and links of the English page`, () => {
    const { figures, ...chinese } = contentsOf(page);
    const { figures: figuresOfEnglish, ...english } = contentsOf(englishOf(page));
    assert.deepEqual(chinese, english);
    assert.deepEqual(
      figuresOfEnglish.filter((figure) => !figures.includes(figure)),
      [],
    );
  });

  test(`${page} has full-width punctuation, and a space between Chinese and other writing`, () => {
    const prose = proseOf(page).replace(/\]\([^)\s]*\)|^ {4}.*$/gm, ']');
    const wrong = prose.matchAll(
      /.{0,9}(?:\p{sc=Han}[A-Za-z0-9`,;:?!()]|[A-Za-z0-9`,;:?!()]\p{sc=Han}| [，。；：、（）]|\p{sc=Han} \p{sc=Han}).{0,9}/gu,
    );
    assert.deepEqual(
      [...wrong].map(([text]) => text),
      [],
    );
  });

  test(`${page} breaks no line within a paragraph, because browsers show a break as a space between two characters`, () => {
    const broken = proseOf(page).match(/^(?!#).+\n(?!\||- |\d+\. | {4}|\n).+/gm) ?? [];
    assert.deepEqual(broken, []);
  });
}

/**
 * Returns the parts in which a Chinese page and its English one must agree, so that a change of one page alone fails.
 * Only of figures a Chinese page may have more: it writes `40` where English says "forty".
 */
function contentsOf(page: string): { [part: string]: string[] } & { figures: string[] } {
  const prose = proseOf(page);
  const spans = [...prose.matchAll(/`([^`]+)`/g)].map(([, span]) => span!.replace(/\s+/g, ' '));
  const withoutSpans = prose.replace(/`[^`]+`/g, '');
  const targets = [...withoutSpans.matchAll(/\]\(([^)#\s]+)/g)].map(([, target]) =>
    target!.replace('.zh-CN.md', '.md'),
  );
  return {
    outline: prose.match(/^(?:#+ |\||- |\d+\. | {4})|\n\n(?=\S)/gm) ?? [],
    blocks: blocksOf(page).map((block) => block.replace(/ *(?:#|--) .*$/gm, '')),
    spans: distinct(spans),
    links: distinct(targets),
    figures: distinct(withoutSpans.replace(/\]\([^)]*\)/g, '').match(/\d(?:[\d.,]*\d)?/g) ?? []),
  };
}

/** Returns GitHub's anchors of a page's headings. The anchor of a second heading with the same words ends with `-1`. */
function anchorsOf(page: string): string[] {
  const names = [...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
  return names.map((name, at) => {
    const before = names.slice(0, at).filter((other) => other === name).length;
    return before === 0 ? name : `${name}-${before}`;
  });
}

const fenced = /^```.*?^```$/gms;

function proseOf(page: string): string {
  return textOf(page).replace(fenced, '');
}

function blocksOf(page: string): string[] {
  return textOf(page).match(fenced) ?? [];
}

function englishOf(page: string): string {
  return page.replace('.zh-CN.md', '.md');
}

function beginningOf(page: string): string {
  return textOf(page).slice(0, 1000);
}

function nameOf(page: string): string {
  return page.slice(page.lastIndexOf('/') + 1);
}

function distinct(texts: string[]): string[] {
  return [...new Set(texts)].sort();
}

function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}
