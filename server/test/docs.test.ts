import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tracked = execFileSync('git', ['ls-files', '*.md', '.github/**', '.ci/run'], { cwd: root, encoding: 'utf8' });
const pages = tracked.split('\n').filter((page) => page !== '' && existsSync(join(root, page)));

test('Every link of the pages leads to a file that is there', () => {
  const dead = pages.flatMap((page) =>
    [...textOf(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
      .map(([, target]) => target!)
      .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(root, dirname(page), decodeURI(target))))
      .map((target) => `${page}: ${target}`),
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

function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}
