import { type ChildProcess, execFile, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Answered, Window } from './load.ts';

/** A server under measurement, in a process of its own. */
export interface Measured {
  readonly port: number;
  /** Milliseconds from the start of the process to its readiness. */
  readonly readyMs: number;
  /** Microseconds of processor time that the threads now alive have used since each began. An ended thread no longer counts. */
  cpuMicros(): number;
  /** Resident memory in bytes. */
  memory(): number;
  stop(): Promise<void>;
}

const gongdan = pathOf('../../server/bin/gongdan.mjs');

/** Starts a floor: a server of `floors/` that ours is compared with. `greeting` is sent to it as its first message. */
export async function startFloor(file: string, args: readonly string[] = [], greeting?: object): Promise<Measured> {
  const began = performance.now();
  const child = fork(pathOf(file), args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  if (greeting) child.send(greeting);
  const ended = once(child, 'exit').then(() => undefined);
  const greeted = (await Promise.race([once(child, 'message'), ended])) as [{ port: number }] | undefined;
  if (!greeted) throw new Error(`${file} did not start`);
  const [{ port }] = greeted;
  return measured(child, port, performance.now() - began);
}

/** Starts `gongdan serve` with these settings. Its log goes to a file. */
export async function startGongdan(settings: Record<string, string>, logFile: string): Promise<Measured> {
  const began = performance.now();
  const child = spawn(process.execPath, [gongdan, 'serve'], {
    env: { ...process.env, GONGDAN_PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', openSync(logFile, 'a')],
  });
  for await (const line of createInterface({ input: child.stdout! })) {
    if (!line.includes('"ready"')) continue;
    const { url } = JSON.parse(line) as { url: string };
    return measured(child, Number(new URL(url).port), performance.now() - began);
  }
  throw new Error(`gongdan serve did not start; see ${logFile}`);
}

/** Runs another command of gongdan to its end and returns its output. */
export async function runGongdan(args: readonly string[], settings: Record<string, string>): Promise<string> {
  const env = { ...process.env, ...settings };
  const { stdout } = await promisify(execFile)(process.execPath, [gongdan, ...args], { env, maxBuffer: 2 ** 26 });
  return stdout;
}

/** The process that makes the load. */
export interface LoadMaker {
  apply(window: Window): Promise<Answered>;
  stop(): void;
}

export function startLoadMaker(): LoadMaker {
  const child = fork(pathOf('load.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  // Without this promise, apply() would wait for ever for the message of a process that has ended.
  const broken = once(child, 'exit').then(() => undefined);
  return {
    async apply(window) {
      child.send(window);
      const message = await Promise.race([once(child, 'message'), broken]);
      if (!message) throw new Error('the process that makes the load has ended');
      return message[0] as Answered;
    },
    stop: () => child.kill(),
  };
}

function measured(child: ChildProcess, port: number, readyMs: number): Measured {
  const folder = `/proc/${child.pid}`;
  return {
    port,
    readyMs,
    cpuMicros: () =>
      readdirSync(`${folder}/task`).reduce((sum, thread) => sum + nanosOf(`${folder}/task/${thread}`), 0) / 1000,
    memory: () => Number(readFileSync(`${folder}/status`, 'utf8').match(/VmRSS:\s+(\d+) kB/)?.[1]) * 1024,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Returns the processor time of a thread in nanoseconds. /proc/…/stat counts in ticks of 10 ms, too coarse here. */
function nanosOf(thread: string): number {
  return Number(readFileSync(`${thread}/schedstat`, 'utf8').split(' ')[0]);
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
