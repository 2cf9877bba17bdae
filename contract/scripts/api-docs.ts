/** Writes docs/api.md from the contract; with `--check` it only says whether the page is current. */
import { readFileSync, writeFileSync } from 'node:fs';
import { argv, exit, stderr } from 'node:process';
import { apiPage } from './api-page.ts';

const place = new URL('../../docs/api.md', import.meta.url);
const page = apiPage();

if (argv.includes('--check')) {
  if (readPage() !== page) {
    stderr.write('docs/api.md is not current: run `node contract/scripts/api-docs.ts`\n');
    exit(1);
  }
} else {
  writeFileSync(place, page);
}

function readPage(): string {
  try {
    return readFileSync(place, 'utf8');
  } catch {
    return '';
  }
}
