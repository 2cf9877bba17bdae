import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

// The first load is index.html, the files it names, and every module that these import statically.
const budgetKb = 420;
const { values } = parseArgs({ options: { dist: { type: 'string', default: join(import.meta.dirname, '../dist') } } });
const dist = values.dist;

if (!existsSync(join(dist, 'index.html'))) {
  console.error('console/dist is missing: run npm run build:console first');
  process.exit(1);
}
const first = firstLoadFiles();
const total = first.reduce((sum, file) => sum + compressedSize(file), 0);
for (const file of first) console.log(`${kb(compressedSize(file)).padStart(8)} KB gz  ${file}`);
console.log(`${kb(total).padStart(8)} KB gz  first load, of ${budgetKb}`);
for (const file of laterFiles()) console.log(`${kb(compressedSize(file)).padStart(8)} KB gz  ${file}, on demand`);
if (total > budgetKb * 1024) {
  console.error(`The first load exceeds its budget of ${budgetKb} KB.`);
  process.exit(1);
}

function firstLoadFiles(): string[] {
  const found = new Set(['index.html']);
  for (const file of found) for (const next of namedIn(file)) found.add(next);
  return [...found];
}

/** Returns the files that a page names in src and href, or that a module imports statically. */
function namedIn(file: string): string[] {
  const text = readFileSync(join(dist, file), 'utf8');
  if (file.endsWith('.html')) return [...text.matchAll(/(?:src|href)="\/console\/([^"]+)"/g)].map(([, name]) => name!);
  if (!file.endsWith('.js')) return [];
  return [...text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)].map(([, name]) => `assets/${name}`);
}

function laterFiles(): string[] {
  return readdirSync(join(dist, 'assets'))
    .filter((name) => /\.(js|css)$/.test(name))
    .map((name) => `assets/${name}`)
    .filter((name) => !first.includes(name));
}

function compressedSize(file: string): number {
  const compressed = join(dist, `${file}.gz`);
  return statSync(existsSync(compressed) ? compressed : join(dist, file)).size;
}

function kb(bytes: number): string {
  return (bytes / 1024).toFixed(1);
}
