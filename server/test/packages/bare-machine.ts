import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The programs that an installation may use. There is no compiler and no Python among them. */
const programs = ['npm', 'npx', 'sh', 'env', 'uname'];

export interface BareMachine {
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** Runs a program in a folder and returns what it wrote to standard output. */
  run(folder: string, program: string, ...args: string[]): string;
}

/** Makes an environment with an empty home, no setting of npm, and only Node and `programs` on its path. */
export function makeBareMachine(folder: string, node = process.execPath): BareMachine {
  const [home, bin] = [join(folder, 'home'), join(folder, 'bin')];
  for (const made of [home, bin]) mkdirSync(made, { recursive: true });
  symlinkSync(node, join(bin, 'node'));
  for (const program of programs) symlinkSync(pathOf(program), join(bin, program));
  const env = { ...withoutNpm(process.env), HOME: home, PATH: bin };
  const run = (at: string, program: string, ...args: string[]) =>
    execFileSync(program, args, {
      cwd: at,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 120_000,
    });
  return { env, run };
}

/** `npm run` and `npx` hand the settings of this checkout on to what they start. */
function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(npm_|GONGDAN_)/i.test(name)));
}

/** Returns a Node on the path that is older than ours but runs the client; undefined when there is none. */
export function olderNode(): string | undefined {
  return onPath('node').find((node) => {
    const [major = 0, minor = 0] = execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' })
      .split('.')
      .map(Number);
    return major < 24 && (major > 20 || (major === 20 && minor >= 3));
  });
}

function pathOf(program: string): string {
  const [found] = onPath(program).filter((path) => !path.includes('node_modules/.bin'));
  if (!found) throw new Error(`${program} is not on the path`);
  return found;
}

function onPath(program: string): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).filter((path) => existsSync(path));
}
