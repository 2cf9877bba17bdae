import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join, posix } from 'node:path';

/** A stage of the image as a folder, with its instructions for running it. */
export interface Stage {
  readonly root: string;
  folder: string;
  user: string;
  readonly environment: Record<string, string>;
  health: readonly string[];
  readonly command: string[];
}

/**
 * Does what the Dockerfile in `context` says, without Docker: every stage becomes a folder, into which files are copied
 * and in which the npm commands run. Deletes from `context` what .dockerignore names. Returns the last stage.
 */
export function buildByHand(context: string, folder: string): Stage {
  for (const pattern of linesOf(join(context, '.dockerignore'))) {
    for (const path of globSync(pattern, { cwd: context })) rmSync(join(context, path), { recursive: true });
  }
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  for (const instruction of instructionsOf(join(context, 'Dockerfile'))) {
    const [word = '', ...rest] = instruction.split(' ');
    if (word === 'FROM') {
      const name = rest[2] ?? 'last';
      stage = emptyStage(join(folder, name));
      stages.set(name, stage);
    } else apply(stage!, word, rest, (name) => (name === undefined ? context : stages.get(name)!.root));
  }
  return stage!;
}

function apply(stage: Stage, word: string, rest: readonly string[], rootOf: (stage: string | undefined) => string) {
  const text = rest.join(' ');
  if (word === 'WORKDIR') stage.folder = text;
  if (word === 'USER') stage.user = text;
  if (word === 'ENV') for (const pair of rest) stage.environment[pair.split('=')[0]!] = pair.split('=')[1]!;
  if (word === 'COPY') copy(stage, rest, rootOf);
  // The other RUN instructions link the command and make the data folder, which the caller makes itself.
  if (word === 'RUN' && rest[0] === 'npm')
    execFileSync('bash', ['-ec', text], { cwd: inside(stage, '.'), stdio: 'inherit' });
  if (word === 'HEALTHCHECK') stage.health = JSON.parse(text.slice(text.indexOf('['))) as string[];
  if (word === 'ENTRYPOINT' || word === 'CMD') stage.command.push(...(JSON.parse(text) as string[]));
}

/**
 * Copies as COPY does: the contents of a folder, or a file into the target folder. A new name for a file is not
 * supported.
 */
function copy(stage: Stage, rest: readonly string[], rootOf: (stage: string | undefined) => string): void {
  const from = rest.find((word) => word.startsWith('--from='))?.slice('--from='.length);
  const paths = rest.filter((word) => !word.startsWith('--'));
  const target = inside(stage, paths.at(-1)!);
  mkdirSync(inside(stage, '.'), { recursive: true });
  for (const path of paths.slice(0, -1)) {
    const source = join(rootOf(from), path);
    const into = statSync(source).isDirectory() ? target : join(target, basename(path));
    cpSync(source, into, { recursive: true, verbatimSymlinks: true });
  }
}

function inside({ root, folder }: Stage, path: string): string {
  return join(root, posix.resolve(folder, path));
}

function emptyStage(root: string): Stage {
  return { root, folder: '/', user: 'root', environment: {}, health: [], command: [] };
}

/** Returns the instructions without comments, each on one line. */
function instructionsOf(path: string): string[] {
  return linesOf(path, /(?<!\\)\n/).map((line) => line.replace(/\\\n\s*/g, ''));
}

function linesOf(path: string, end = /\n/): string[] {
  return readFileSync(path, 'utf8')
    .split(end)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
