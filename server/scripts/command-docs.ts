// Writes docs/commands.md and docs/commands.zh-CN.md from the declared commands. With --check it writes nothing and fails if
// they differ.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { commandPage } from './command-page.ts';

const pages = { 'docs/commands.md': commandPage('en'), 'docs/commands.zh-CN.md': commandPage('zh') };

for (const [name, text] of Object.entries(pages)) {
  const path = fileURLToPath(new URL(`../../${name}`, import.meta.url));
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
    console.error(`${name} is not current; run: node server/scripts/command-docs.ts`);
    process.exitCode = 1;
  }
}
