/** Writes docs/api.md and docs/console-api.md from the contract. With `--check` it only fails when one is out of date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { argv, exit, stderr } from 'node:process';
import { apiPage } from './api-page.ts';
import { consolePage } from './console-page.ts';

const pages = { 'docs/api.md': apiPage(), 'docs/console-api.md': consolePage() };

for (const [name, page] of Object.entries(pages)) {
  const url = new URL(`../../${name}`, import.meta.url);
  if (!argv.includes('--check')) {
    writeFileSync(url, page);
  } else if (readPage(url) !== page) {
    stderr.write(`${name} is out of date: run \`node contract/scripts/api-docs.ts\`\n`);
    exit(1);
  }
}

function readPage(url: URL): string {
  try {
    return readFileSync(url, 'utf8');
  } catch {
    return '';
  }
}
