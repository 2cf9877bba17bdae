import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const sources = globSync('{contract,client,server,bench,console}/{src,scripts,bin}/**/*.{ts,tsx}', { cwd: root });
const tests = globSync('{contract,client,server,bench,console}/test/**/*.{ts,tsx}', { cwd: root });
const rules = importTable(readFileSync(resolve(root, 'ARCHITECTURE.md'), 'utf8'));

interface Rule {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typesOnly: boolean;
  readonly place: string;
}

test('every import is allowed by the table of ARCHITECTURE.md', () => {
  const broken = sources.flatMap(importsOf).filter((one) => !allowed(one));
  assert.deepEqual(
    broken.map((one) => `${one.place}: ${one.from} → ${one.to}${one.typesOnly ? ' (types)' : ''}`),
    [],
  );
});

test('the table names every folder and no folder that is not there', () => {
  const folders = new Set(sources.filter((file) => !file.includes('/scripts/')).map(placeOf));
  const unnamed = [...folders].filter((folder) => !rules.has(folder));
  const gone = [...rules.keys()].filter((folder) => !folders.has(folder));
  assert.deepEqual({ unnamed, gone }, { unnamed: [], gone: [] });
});

test('of the contract, the console knows what is for consoles and the rule of markup', () => {
  const strangers = sources
    .filter((file) => file.startsWith('console/'))
    .filter((file) => /['"]@gongdan\/(?!contract\/(?:console|markup)['"])/.test(textOf(file)));
  assert.deepEqual(strangers, []);
});

test('tests of the contract, the client and the console know no server', () => {
  const strangers = tests
    .filter((file) => !file.startsWith('server/') && !file.startsWith('bench/'))
    .flatMap(importsOf)
    .filter((one) => one.to === 'server');
  assert.deepEqual(
    strangers.map((one) => one.place),
    [],
  );
});

test('no folder or file has a name that says nothing', () => {
  const empty = /(^|\/)(utils?|helpers?|common|services?|managers?|misc|dto|repositor(y|ies)|shared)(\/|\.tsx?$)/;
  assert.deepEqual(
    sources.filter((file) => empty.test(file)),
    [],
  );
});

// Tables are read like a page of a book, not followed like code.
const tables =
  /db\/(schema|migrations\/.*)\.ts$|contract\/src\/(codes|shapes\/.*|endpoints\/.*)\.ts$|console\/src\/words\/(en|zh-CN)\//;
const code = sources.filter((file) => !tables.test(file));

test('files stay short: the median within 60 lines, nine of ten within 200, none beyond 300', () => {
  const lengths = code.map((file) => ({ file, lines: linesOf(file).length })).sort((a, b) => a.lines - b.lines);
  assert.deepEqual(
    lengths.filter(({ lines }) => lines > 300),
    [],
  );
  assert.ok(share(lengths, 0.5).lines <= 60, `median ${share(lengths, 0.5).lines}`);
  assert.ok(share(lengths, 0.9).lines <= 200, `nine of ten ${share(lengths, 0.9).lines}`);
});

test('functions stay short: nine of ten within 40 lines, none beyond 80', () => {
  const lengths = code.flatMap(functionsOf).sort((a, b) => a.lines - b.lines);
  assert.deepEqual(
    lengths.filter(({ lines }) => lines > 80),
    [],
  );
  assert.ok(share(lengths, 0.9).lines <= 40, `nine of ten ${share(lengths, 0.9).lines}`);
});

test('no type is given up, and nothing is left for later', () => {
  const surrender = /(:|<|\bas|\|)\s*any\b|\bany\[\]|@ts-(ignore|expect-error|nocheck)|\b(TODO|FIXME)\b/;
  const weak = [...sources, ...tests]
    .filter((file) => !file.endsWith('architecture.test.ts'))
    .flatMap((file) => linesOf(file).map((line, index) => ({ line, at: `${file}:${index + 1}` })))
    .filter(({ line }) => surrender.test(line));
  assert.deepEqual(
    weak.map(({ at, line }) => `${at} ${line.trim()}`),
    [],
  );
});

test('the linter refuses a promise without a handler, and no file is exempt', () => {
  const { rules } = JSON.parse(textOf('biome.json')).linter;
  assert.equal(rules.nursery.noFloatingPromises, 'error');
  assert.equal(rules.complexity.noVoid, 'error');
  const exempt = sources.filter((file) => /biome-ignore[^\n]*(?:Promises|noVoid)/.test(textOf(file)));
  assert.deepEqual(exempt, []);
});

test('the environment is read in config.ts alone', () => {
  const readers = sources.filter((file) => file.startsWith('server/src/') && file !== 'server/src/config/config.ts');
  assert.deepEqual(
    readers.filter((file) => /process\.env\b/.test(textOf(file))),
    [],
  );
});

test('clock and randomness come by the context: only the assembly and the database ask for the time', () => {
  const assembly = /^server\/src\/((app|main|log|ids|elapsed|console\/shown\/slices)\.ts|(commands|demo|db|http)\/)/;
  const domain = sources.filter((file) => file.startsWith('server/src/') && !assembly.test(file));
  assert.deepEqual(
    domain.filter((file) =>
      /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bhrtime\b|\buptime\(|\bMath\.random\(/.test(textOf(file)),
    ),
    [],
  );
});

/** The rows of the table below "Who may import whom": folder → what it may import, and of what only the types. */
function importTable(page: string): Map<string, Rule> {
  const section = page.split('## Who may import whom')[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  const table = new Map<string, Rule>();
  for (const row of rows) {
    const [folders = '', values = '', types = ''] = row.split('|').slice(1);
    const rule = { values: values.includes('everything') ? ['everything'] : names(values), types: names(types) };
    for (const folder of names(folders)) table.set(folder, rule);
  }
  assert.ok(table.size > 10, 'ARCHITECTURE.md has lost its import table');
  return table;
}

function names(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name as string);
}

function allowed({ from, to, typesOnly }: Import): boolean {
  const rule = rules.get(from);
  if (from === to || rule?.values.includes('everything')) return true;
  return rule !== undefined && (rule.values.includes(to) || (typesOnly && rule.types.includes(to)));
}

/** Everything of ours that a file imports, by folder. */
function importsOf(file: string): Import[] {
  const statements = textOf(file).matchAll(
    /(?:^|\n)(import|export)\s+(type\s+)?([^'"();]*?from\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g,
  );
  return [...statements].flatMap(([, , typeKeyword, clause = '', fixed, lazy]) => {
    const to = targetOf(file, fixed ?? lazy ?? '');
    if (to === undefined) return [];
    return [{ from: placeOf(file), to, typesOnly: typeKeyword !== undefined || allTypes(clause), place: file }];
  });
}

/** `{ type A, type B } from` names types only. */
function allTypes(clause: string): boolean {
  const inner = clause.match(/^\{([^}]*)\}/)?.[1];
  if (inner === undefined) return false;
  return inner
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .every((name) => name.startsWith('type '));
}

function targetOf(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('@gongdan/')) {
    const [, workspace = '', part = ''] = specifier.split('/');
    return partOf(workspace, part);
  }
  if (specifier === 'gongdan' || specifier.startsWith('gongdan/')) return 'server';
  if (!specifier.startsWith('.')) return undefined;
  const target = relative(root, resolve(root, dirname(file), specifier));
  // From outside, the server is one thing; within it, every folder is its own.
  if (target.startsWith('server/') && !file.startsWith('server/')) return 'server';
  return target.includes('/src/') ? placeOf(target) : undefined;
}

/** The table may name a folder of a workspace by itself, as `contract/markup`. */
function partOf(workspace: string, folder: string): string {
  const part = `${workspace}/${folder}`;
  return rules.has(part) ? part : workspace;
}

/** The folder a file belongs to, as the table names it. */
function placeOf(file: string): string {
  const [workspace = '', section = '', first = '', ...deeper] = file.split('/');
  if (workspace !== 'server') return partOf(workspace, first);
  if (section !== 'src') return 'main.ts';
  if (deeper.length > 0) return first;
  return first === 'app.ts' || first === 'main.ts' ? first : 'root';
}

interface Block {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The named functions of a file, each without those inside it; the formatter puts their ends on lines of their own. */
function functionsOf(file: string): { name: string; lines: number }[] {
  const lines = linesOf(file);
  const blocks = lines.flatMap((line, start): Block[] => {
    const [, indent, name] = line.match(/^( *)(?:export )?(?:async )?function\*? (\w+)/) ?? [];
    if (name === undefined) return [];
    return [{ name: `${file} ${name}`, start, end: lines.indexOf(`${indent}}`, start) }];
  });
  return blocks.map((block) => ({ name: block.name, lines: ownLines(block, blocks) }));
}

function ownLines(block: Block, all: readonly Block[]): number {
  const inside = (inner: Block, outer: Block) => inner.start > outer.start && inner.end < outer.end;
  const nested = all.filter((other) => inside(other, block));
  const outermost = nested.filter((one) => !nested.some((other) => inside(one, other)));
  const linesIn = ({ start, end }: Block) => end - start + 1;
  return outermost.reduce((left, one) => left - linesIn(one), linesIn(block));
}

function share<Item>(sorted: readonly Item[], part: number): Item {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] as Item;
}

function textOf(file: string): string {
  return readFileSync(resolve(root, file), 'utf8');
}

function linesOf(file: string): string[] {
  return textOf(file).trimEnd().split('\n');
}
