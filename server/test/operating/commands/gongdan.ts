import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../bin/gongdan.mjs', import.meta.url));

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs one command in a process of its own and waits for its end. */
export async function gongdan(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  nodeArgs: readonly string[] = [],
  input: string | Buffer = '',
): Promise<Ended> {
  const child = start(args, environment, nodeArgs);
  child.stdin!.end(input);
  const [out, error, [code]] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'close')]);
  return { code: code as number, out, error };
}

/** Runs `gongdan doctor`, and returns its findings as lines such as `warn the key …`. */
export async function examine(
  data: string,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const ended = await gongdan(['doctor', '--data', data, ...args], environment);
  const findings = ended.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { result: string; text: string });
  return { ...ended, out: findings.map(({ result, text }) => `${result.padEnd(4)} ${text}`).join('\n') };
}

/** Starts `gongdan serve` on a free port and resolves when it is ready. */
export async function startServing(data: string, environment: Readonly<Record<string, string>> = {}) {
  const child = start(['serve', '--data', data, '--port', '0', '--log-level', 'silent'], environment);
  const lines = createInterface({ input: child.stdout! });
  for await (const line of lines) {
    const said = JSON.parse(line) as { ready: boolean; url: string; setup?: string };
    if (said.ready) return { url: said.url, setup: said.setup, stop: (signal: NodeJS.Signals) => stop(child, signal) };
  }
  throw new Error('the server ended before it was ready');
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, 'exit');
  child.kill(signal);
  const [code] = await ended;
  return code as number | null;
}

/**
 * Starts one command in a process of its own. `under` is the beginning of a command that runs it, such as `unshare`.
 */
export function start(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  nodeArgs: readonly string[] = [],
  under: readonly string[] = [],
) {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GONGDAN_'));
  // Texts are compared in English, whatever the language of the machine is.
  const env = { ...Object.fromEntries(inherited), LC_ALL: 'C', ...environment };
  const [command, ...rest] = [...under, process.execPath, ...nodeArgs, program, ...args] as [string, ...string[]];
  return spawn(command, rest, { env, stdio: 'pipe' });
}
