/** Writes docs/api.md and docs/console-api.md from the contract; with `--check` it only says whether they are current. */
import { readFileSync, writeFileSync } from 'node:fs';
import { argv, exit, stderr } from 'node:process';
import { apiPage } from './api-page.ts';
import { consolePage } from './console-page.ts';

const pages = { 'docs/api.md': apiPage(), 'docs/console-api.md': consolePage() };

for (const [name, page] of Object.entries(pages)) {
  const place = new URL(`../../${name}`, import.meta.url);
  if (!argv.includes('--check')) {
    writeFileSync(place, page);
  } else if (readPage(place) !== page) {
    stderr.write(`${name} is not current: run \`node contract/scripts/api-docs.ts\`\n`);
    exit(1);
  }
}

function readPage(place: URL): string {
  try {
    return readFileSync(place, 'utf8');
  } catch {
    return '';
  }
}
