import { globSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const packages = '{contract,client,server,bench,console}';

/** Every file that is part of the product, by its path from the root. */
export const sources: readonly string[] = globSync(`${packages}/{src,scripts,bin}/**/*.{ts,tsx}`, { cwd: root });
export const tests: readonly string[] = globSync(`${packages}/test/**/*.{ts,tsx}`, { cwd: root });

// The limits of length hold for `code`. Tables may be longer, because a reader looks up a row and follows no logic.
const tables =
  /db\/(schema|migrations\/.*)\.ts$|contract\/src\/(codes|shapes\/.*|endpoints\/.*)\.ts$|console\/src\/words\/(en|zh-CN)\//;
export const code: readonly string[] = sources.filter((file) => !tables.test(file));

export function textOf(file: string): string {
  return readFileSync(resolve(root, file), 'utf8');
}

export function linesOf(file: string): string[] {
  return textOf(file).trimEnd().split('\n');
}

/** Returns the files in which the pattern occurs. */
export function filesWith(pattern: RegExp, files: readonly string[]): string[] {
  return files.filter((file) => pattern.test(textOf(file)));
}
