import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { worldFile } from '../../world.ts';
import type { Checkout } from './checkout.ts';

const patienceMs = 20_000;
/** The encryption key of installations on PostgreSQL. On SQLite the server makes a key in the data folder. */
export const keyOnPostgres = '0f'.repeat(32);
const ownProgram = fileURLToPath(new URL('../../../bin/gongdan.mjs', import.meta.url));

/** An installation: its data folder, and its database if that is PostgreSQL. */
export interface Place {
  readonly data: string;
  readonly url?: string;
}

export interface StartOptions {
  /** Further settings, as environment variables. */
  readonly settings?: Readonly<Record<string, string>>;
  /** A module that the server loads before ours. */
  readonly preload?: string;
  /** The command that runs the server, such as strace with its options. */
  readonly under?: readonly string[];
  /** Another commit of the project, whose server is started; by default that of this tree. */
  readonly from?: Checkout | undefined;
}

/** `gongdan serve` in a process of its own. */
export interface Serving {
  readonly url: string;
  readonly pid: number;
  readonly ended: Promise<void>;
  /** Kills the server and the program that runs it, with SIGKILL. */
  kill(): Promise<void>;
  /** Stops the server gracefully and returns its exit code; null when it had to be killed after 20 seconds. */
  stop(): Promise<number | null>;
}

/** Applies the tests' company file to an empty installation. */
export async function furnish(place: Place, from?: Checkout): Promise<void> {
  const child = start(place, ['apply', from?.worldFile ?? worldFile], { from });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`The company could not be made: ${lastWords(place)}`);
}

/** Starts the server and resolves when it is ready. Throws when the server ends before. */
export async function serve(place: Place, options: StartOptions = {}): Promise<Serving> {
  const child = start(place, ['serve'], options);
  const exit = once(child, 'exit') as Promise<[number | null]>;
  const ended = exit.then(() => {});

  async function kill(): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL');
    await exit;
  }

  async function stop(): Promise<number | null> {
    const patience = setTimeout(kill, patienceMs);
    child.kill('SIGTERM');
    const [code] = await exit;
    clearTimeout(patience);
    return code;
  }

  for await (const line of createInterface({ input: child.stdout! })) {
    const { url } = JSON.parse(line) as { url: string };
    return { url, pid: child.pid!, ended, kill, stop };
  }
  throw new Error(`The server ended before it was ready: ${lastWords(place)}`);
}

/** Starts the server and kills it after this time, ready or not. */
export async function killStarting(place: Place, afterMs: number): Promise<void> {
  const child = start(place, ['serve']);
  const exit = once(child, 'exit');
  await pause(afterMs);
  child.kill('SIGKILL');
  await exit;
}

function start(place: Place, args: readonly string[], options: StartOptions = {}): ChildProcess {
  const { preload, under = [], from } = options;
  const settings = {
    ...options.settings,
    GONGDAN_DATA: place.data,
    GONGDAN_PORT: '0',
    // On SQLite the key stays a file, which has to survive the faults too.
    ...(place.url !== undefined && { GONGDAN_DATABASE_URL: place.url, GONGDAN_KEY: keyOnPostgres }),
  };
  const loaded = preload === undefined ? [] : [`--import=${preload}`];
  const node = [process.execPath, ...loaded, from?.program ?? ownProgram, ...args];
  const [command, ...rest] = [...under, ...node] as [string, ...string[]];
  const stdio = ['ignore', 'pipe', openSync(logOf(place), 'a')] as const;
  // In a process group of its own, so that the program that runs the server is killed with it.
  return spawn(command, rest, { env: { ...process.env, ...settings }, stdio: [...stdio], detached: true });
}

function logOf({ data }: Place): string {
  return join(data, 'server.log');
}

function lastWords(place: Place): string {
  return readFileSync(logOf(place), 'utf8').trim().split('\n').at(-1) ?? '';
}
