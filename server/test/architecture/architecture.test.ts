import assert from 'node:assert/strict';
import { test } from 'node:test';
import { functionsOf } from './functions.ts';
import { allowed, circles, importsOf, mayEverything, rowOf, rules } from './imports.ts';
import { code, filesWith, linesOf, sources, tests, textOf } from './sources.ts';

test('every import is allowed by the table of ARCHITECTURE.md', () => {
  const broken = sources.flatMap(importsOf).filter((one) => !allowed(one));
  assert.deepEqual(
    broken.map((one) => `${one.file}: ${one.from} → ${one.to}${one.typesOnly ? ' (types)' : ''}`),
    [],
  );
});

test('the table names every folder and nothing else', () => {
  const folders = new Set(sources.filter((file) => !file.includes('/scripts/')).map(rowOf));
  const unnamed = [...folders].filter((folder) => !rules.has(folder));
  const gone = [...rules.keys()].filter((folder) => !folders.has(folder));
  assert.deepEqual({ unnamed, gone }, { unnamed: [], gone: [] });
});

test('the table gives no permission that no file uses, and none for values where types suffice', () => {
  const imports = sources.flatMap(importsOf);
  const uses = (from: string, to: string, typesOnly: boolean) =>
    imports.some((one) => one.from === from && one.to === to && one.typesOnly === typesOnly);
  const idle = [...rules].flatMap(([from, { values, types }]) => {
    if (mayEverything(from)) return [];
    return [
      ...values.filter((to) => !uses(from, to, false)).map((to) => `${from} → ${to}`),
      ...types.filter((to) => !uses(from, to, true)).map((to) => `${from} → types of ${to}`),
    ];
  });
  assert.deepEqual(idle, []);
});

test('no files import each other in a circle', () => {
  assert.deepEqual(circles(), []);
});

test('the top level of server/src has at most 30 names', () => {
  const names = new Set(sources.flatMap((file) => file.match(/^server\/src\/([^/]+)/)?.[1] ?? []));
  assert.ok(names.size <= 30, `server/src has ${names.size} names`);
});

test('of our other packages, the console imports only contract/console and contract/markup', () => {
  const strangers = sources
    .filter((file) => file.startsWith('console/'))
    .filter((file) => /['"]@gongdan\/(?!contract\/(?:console|markup)['"])/.test(textOf(file)));
  assert.deepEqual(strangers, []);
});

test('tests of the contract, the client and the console import no server, except for browser tests', () => {
  const strangers = tests
    .filter((file) => !/^(server|bench|console\/test\/browser)\//.test(file))
    .filter((file) => /from '([^']*\/server\/|gongdan)/.test(textOf(file)));
  assert.deepEqual(strangers, []);
});

test('no folder or file has a name that says nothing', () => {
  const empty = /(^|\/)(utils?|helpers?|common|services?|managers?|misc|dto|repositor(y|ies)|shared)(\/|\.tsx?$)/;
  assert.deepEqual(
    sources.filter((file) => empty.test(file)),
    [],
  );
});

test('files stay short: the median within 60 lines, nine of ten within 200, none beyond 300', () => {
  const lengths = code.map((file) => ({ file, lines: linesOf(file).length })).sort((a, b) => a.lines - b.lines);
  assert.deepEqual(
    lengths.filter(({ lines }) => lines > 300),
    [],
  );
  assert.ok(share(lengths, 0.5).lines <= 60, `median ${share(lengths, 0.5).lines}`);
  assert.ok(share(lengths, 0.9).lines <= 200, `nine of ten ${share(lengths, 0.9).lines}`);
});

test('functions stay short, nested ones counted in: nine of ten within 40 lines, none beyond 80', () => {
  const lengths = code.flatMap(functionsOf).sort((a, b) => a.lines - b.lines);
  assert.deepEqual(
    lengths.filter(({ lines }) => lines > 80),
    [],
  );
  assert.ok(share(lengths, 0.9).lines <= 40, `nine of ten ${share(lengths, 0.9).lines}`);
});

test('no file has an any, suppresses a fault of types or holds a TODO', () => {
  const unwanted = /(:|<|\bas|\|)\s*any\b|\bany\[\]|@ts-(ignore|expect-error|nocheck)|\b(TODO|FIXME)\b/;
  const weak = [...sources, ...tests]
    .filter((file) => !file.endsWith('architecture.test.ts'))
    .flatMap((file) => linesOf(file).map((line, index) => ({ line, at: `${file}:${index + 1}` })))
    .filter(({ line }) => unwanted.test(line));
  assert.deepEqual(
    weak.map(({ at, line }) => `${at} ${line.trim()}`),
    [],
  );
});

test('the linter refuses a promise without a handler in every file', () => {
  const { rules } = JSON.parse(textOf('biome.json')).linter;
  assert.equal(rules.nursery.noFloatingPromises, 'error');
  // Without this rule, `void` in front of a promise would satisfy the first one.
  assert.equal(rules.complexity.noVoid, 'error');
  const exempt = sources.filter((file) => /biome-ignore[^\n]*(?:Promises|noVoid)/.test(textOf(file)));
  assert.deepEqual(exempt, []);
});

test('in the server, only the files of config/ read the environment', () => {
  const readers = sources.filter((file) => file.startsWith('server/src/') && !file.startsWith('server/src/config/'));
  assert.deepEqual(
    readers.filter((file) => /process\.env\b/.test(textOf(file))),
    [],
  );
});

// Files that read a clock or draw random bytes themselves: those that make the context, the operator's commands, those
// that make secrets, and the few that measure their own work or wait for a database.
const ownClocks = [
  'app.ts',
  'elapsed.ts',
  'ids.ts',
  'vault.ts',
  'operating/checks/machine.ts',
  'operating/commands/',
  'operating/terminal/progress.ts',
  'people/app.ts',
  'people/sessions.ts',
  'people/token.ts',
  'http/serve.ts',
  'http/load/intake.ts',
  'http/connection/request-id.ts',
  'console/shown/slices.ts',
  'db/migrate.ts',
  'db/migrations/0018_setup.ts',
  'db/sqlite/group.ts',
  'db/postgres/connection.ts',
];

test('clock and randomness come from the context, except in the places listed here', () => {
  const asking =
    /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bhrtime\b|\buptime\(|\bMath\.random\(|\brandom(Bytes|UUID|Int)\b|\bgetRandomValues\b/;
  const server = sources.filter((file) => file.startsWith('server/src/'));
  const found = filesWith(asking, server).map((file) => file.slice('server/src/'.length));
  const strangers = found.filter((file) => !ownClocks.some((place) => file.startsWith(place)));
  const idle = ownClocks.filter((place) => !found.some((file) => file.startsWith(place)));
  assert.deepEqual({ strangers, idle }, { strangers: [], idle: [] });
});

function share<Item>(sorted: readonly Item[], part: number): Item {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] as Item;
}
