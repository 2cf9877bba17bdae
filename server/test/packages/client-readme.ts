import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BareMachine } from './bare-machine.ts';

/** The compilers that must accept the client: ours, and the newest of the line before. */
const compilers = { 'typescript-7': '7.0.2', 'typescript-5': '5.9.3' };

const resolutions = [{ module: 'nodenext' }, { module: 'esnext', moduleResolution: 'bundler' }] as const;

/**
 * Writes the examples of the client's README into a project and compiles them with each compiler and resolution, under
 * `strict` and with the declarations of libraries checked. Returns the folder of the compiled examples.
 */
export function compileReadme(machine: BareMachine, project: string, readme: string, baseUrl: string): string {
  const [calls, receiver, testing] = examplesOf(readme);
  const sources = join(project, 'src');
  mkdirSync(sources);
  writeFileSync(join(sources, 'calls.ts'), calls!.replace('http://127.0.0.1:7070', baseUrl));
  writeFileSync(join(sources, 'testing.ts'), testing!);
  const names = Object.entries(compilers).map(([name, version]) => `${name}@npm:typescript@${version}`);
  machine.run(project, 'npm', 'install', ...names);
  // The examples of calls and tests compile without the types of Node; the receiver's imports node:http itself.
  compileAll(machine, project, []);
  writeFileSync(join(sources, 'receiver.ts'), receiver!.replace('8080', '0'));
  machine.run(project, 'npm', 'install', '@types/node@20');
  return compileAll(machine, project, ['node']);
}

function compileAll(machine: BareMachine, project: string, types: readonly string[]): string {
  const outDir = join(project, 'compiled');
  for (const resolution of resolutions) {
    const compilerOptions = { strict: true, target: 'es2022', types, outDir, rootDir: 'src', ...resolution };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
    for (const compiler of Object.keys(compilers)) {
      machine.run(project, 'node', join('node_modules', compiler, 'bin/tsc'), '-p', '.');
    }
  }
  return outDir;
}

/** Runs a compiled example and returns what it printed. */
export function runExample(node: string, folder: string, name: string): string {
  return execFileSync(node, [join(folder, `${name}.js`)], { cwd: folder, encoding: 'utf8', timeout: 30_000 });
}

function examplesOf(readme: string): string[] {
  return [...readFileSync(readme, 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code!);
}
