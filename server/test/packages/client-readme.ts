import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BareMachine } from './bare-machine.ts';

/** Our compiler and the newest of the line before, each with one of the two ways to find the declarations. */
const compilers = [
  { name: 'typescript-7', version: '7.0.2', resolution: { module: 'nodenext' } },
  { name: 'typescript-5', version: '5.9.3', resolution: { module: 'esnext', moduleResolution: 'bundler' } },
] as const;

/**
 * Writes the examples of the client's README into a project and compiles them with both compilers, under `strict` and
 * with the declarations of libraries checked. Returns the folder of the compiled examples.
 */
export function compileReadme(machine: BareMachine, project: string, readme: string, baseUrl: string): string {
  const [calls, receiver, testing] = examplesOf(readme);
  const sources = join(project, 'src');
  mkdirSync(sources);
  writeFileSync(join(sources, 'calls.ts'), calls!.replace('http://127.0.0.1:7070', baseUrl));
  writeFileSync(join(sources, 'testing.ts'), testing!);
  const names = compilers.map(({ name, version }) => `${name}@npm:typescript@${version}`);
  machine.run(project, 'npm', 'install', ...names, '@types/node@20');
  // The examples of calls and tests compile without the types of Node; the receiver's imports node:http itself.
  for (const compiler of compilers) compile(machine, project, compiler, []);
  writeFileSync(join(sources, 'receiver.ts'), receiver!.replace('8080', '0'));
  return compile(machine, project, compilers[0], ['node']);
}

function compile(
  machine: BareMachine,
  project: string,
  { name, resolution }: (typeof compilers)[number],
  types: readonly string[],
): string {
  const outDir = join(project, 'compiled');
  const compilerOptions = { strict: true, target: 'es2022', types, outDir, rootDir: 'src', ...resolution };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
  machine.run(project, 'node', join('node_modules', name, 'bin/tsc'), '-p', '.');
  return outDir;
}

/** Runs a compiled example and returns what it printed. */
export function runExample(node: string, folder: string, name: string): string {
  return execFileSync(node, [join(folder, `${name}.js`)], { cwd: folder, encoding: 'utf8', timeout: 30_000 });
}

function examplesOf(readme: string): string[] {
  return [...readFileSync(readme, 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code!);
}
