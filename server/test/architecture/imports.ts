import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { sources, textOf } from './sources.ts';

export interface Rule {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/**
 * One import of our own sources. `from` and `to` are rows of the import table in ARCHITECTURE.md. `file` imports
 * `target`, which is undefined when the import names a package.
 */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly typesOnly: boolean;
  readonly file: string;
  readonly target: string | undefined;
}

/**
 * The rows of the table in ARCHITECTURE.md: place → the places that it may import, and those of which only the types.
 */
export const rules: ReadonlyMap<string, Rule> = importTable(textOf('ARCHITECTURE.md'));

export function mayEverything(place: string): boolean {
  return rules.get(place)?.values.includes('everything') ?? false;
}

export function allowed({ from, to, typesOnly }: Import): boolean {
  const rule = rules.get(from);
  if (from === to || mayEverything(from)) return true;
  return rule !== undefined && (rule.values.includes(to) || (typesOnly && rule.types.includes(to)));
}

/** Returns the imports of a file, without those of foreign packages and of files outside `src`. */
export function importsOf(file: string): Import[] {
  const statements = textOf(file).matchAll(
    /(?:^|\n)(import|export)\s+(type\s+)?([^'"();]*?from\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g,
  );
  return [...statements].flatMap(([, , typeKeyword, clause = '', fixed, lazy]) => {
    const specifier = fixed ?? lazy ?? '';
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : undefined;
    const to = target === undefined ? packageRow(specifier) : targetRow(file, target);
    if (to === undefined) return [];
    return [{ from: rowOf(file), to, typesOnly: typeKeyword !== undefined || allTypes(clause), file, target }];
  });
}

/**
 * Returns the row that counts for a file: of the rows with which its path begins, the longest. Files of `server/src`
 * itself are `root`, but `app.ts` and `main.ts` have a row of their own.
 */
export function rowOf(file: string): string {
  const [workspace = '', section = '', ...path] = file.split('/');
  if (workspace !== 'server') return longestRow(`@gongdan/${workspace}`, path);
  // Scripts and programs may import everything, like `main.ts`.
  if (section !== 'src') return 'main.ts';
  if (path.length > 1) return longestRow(path[0]!, path.slice(1));
  return path[0] === 'app.ts' || path[0] === 'main.ts' ? path[0] : 'root';
}

/**
 * Returns the row of an imported file, undefined for a file outside `src`. When another package imports a file of the
 * server, the row is `gongdan`; when the server itself does, the row is the file's folder.
 */
function targetRow(file: string, target: string): string | undefined {
  if (!target.includes('/src/')) return undefined;
  return target.startsWith('server/') && !file.startsWith('server/') ? 'gongdan' : rowOf(target);
}

/**
 * Returns the circles of files that import each other, imports of types included. A circle is the list of its files.
 */
export function circles(): string[][] {
  const targets = new Map(sources.map((file) => [file, importsOf(file).flatMap(({ target }) => target ?? [])]));
  const reach = (from: string): Set<string> => {
    const seen = new Set<string>();
    const open = [...(targets.get(from) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(targets.get(next) ?? []));
    }
    return seen;
  };
  const reached = new Map(sources.map((file) => [file, reach(file)]));
  const inCircle = sources.filter((file) => reached.get(file)!.has(file));
  const circleOf = (file: string) =>
    inCircle.filter((other) => reached.get(file)!.has(other) && reached.get(other)!.has(file)).sort();
  return [...new Map(inCircle.map((file) => [circleOf(file).join(), circleOf(file)])).values()];
}

function importTable(page: string): Map<string, Rule> {
  const section = page.split('## Who may import whom')[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  const table = new Map<string, Rule>();
  for (const row of rows) {
    const [places = '', values = '', types = ''] = row.split('|').slice(1);
    const rule = { values: values.includes('everything') ? ['everything'] : names(values), types: names(types) };
    for (const place of names(places)) table.set(place, rule);
  }
  assert.ok(table.size > 10, 'ARCHITECTURE.md has lost its import table');
  return table;
}

function names(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name as string);
}

function packageRow(specifier: string): string | undefined {
  if (specifier === 'gongdan' || specifier.startsWith('gongdan/')) return 'gongdan';
  if (!specifier.startsWith('@gongdan/')) return undefined;
  const [, workspace = '', ...path] = specifier.split('/');
  // The specifier names a folder. longestRow expects a file at the end, so '' stands for it.
  return longestRow(`@gongdan/${workspace}`, [...path, '']);
}

/**
 * Returns the longest row with which `start` and `path` begin, or `start` if there is none. `path` ends with a file.
 */
function longestRow(start: string, path: readonly string[]): string {
  for (let depth = path.length - 1; depth > 0; depth -= 1) {
    const row = [start, ...path.slice(0, depth)].join('/');
    if (rules.has(row)) return row;
  }
  return start;
}

/** True when the clause of an import names types only, as in `{ type A, type B } from`. */
function allTypes(clause: string): boolean {
  const inner = clause.match(/^\{([^}]*)\}/)?.[1];
  if (inner === undefined) return false;
  return inner
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .every((name) => name.startsWith('type '));
}
