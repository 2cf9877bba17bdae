import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../bin/gongdan.mjs', import.meta.url));

/** Why tests on a terminal are skipped; false when they can run. `script` of util-linux makes the terminal. */
export const noTerminal: string | false =
  spawnSync('script', ['--version']).status === 0 ? false : 'script is not installed';

/**
 * Starts one command on a terminal of its own. What it prints there comes from the child's standard output. The plain shell
 * starts it, because bash prints a warning where the locale is not installed.
 */
export function startOnTerminal(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const line = [process.execPath, program, ...args].map((word) => `'${word}'`).join(' ');
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GONGDAN_'));
  const env = { ...Object.fromEntries(inherited), LC_ALL: 'C', SHELL: '/bin/sh', ...environment };
  return spawn('script', ['-qec', line, '/dev/null'], { env });
}

/** Runs one command on a terminal; returns what it printed, with the line ends of Unix. */
export async function onTerminal(args: readonly string[], environment?: Readonly<Record<string, string>>) {
  const child: ChildProcess = startOnTerminal(args, environment);
  const [out, [code]] = await Promise.all([text(child.stdout!), once(child, 'close')]);
  return { code: code as number, out: out.replaceAll('\r\n', '\n') };
}
