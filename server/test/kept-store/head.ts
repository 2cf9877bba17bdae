import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** The installation key of both kept stores, which is used nowhere else. */
export const keptKey = readFileSync(new URL('key', import.meta.url), 'utf8').trim();

/** The id of the demo company, which both kept stores hold. */
export const keptCompany = 'acb290d666814d65834c70073aed65f2';

/** The beginning of file addresses in both kept stores. */
export const keptUrl = 'http://kept.example';

/** A server of another checkout, with a clock that the caller moves. */
export interface Head {
  readonly url: string;
  now(): number;
  /** Sets the server's clock forward and waits until it is set. */
  advance(ms: number): Promise<void>;
  /** Runs a command of that checkout and returns its standard output. Other exit codes than `accepted` throw. */
  command(args: readonly string[], accepted?: readonly number[]): Promise<string>;
  stop(): Promise<void>;
}

/** Starts `gongdan serve` of the checkout on the data folder, or on PostgreSQL with `databaseUrl`. */
export async function startHead(checkout: string, data: string, at: number, databaseUrl?: string): Promise<Head> {
  const program = join(checkout, 'server/bin/gongdan.mjs');
  const settings = {
    GONGDAN_DATA: data,
    GONGDAN_KEY: keptKey,
    GONGDAN_PORT: '0',
    GONGDAN_LOG_LEVEL: 'warn',
    GONGDAN_PUBLIC_URL: keptUrl,
    GONGDAN_PUSH_ALLOW: '127.0.0.0/8',
    ...(databaseUrl === undefined ? {} : { GONGDAN_DATABASE_URL: databaseUrl }),
  };
  const env = { ...process.env, ...settings, KEPT_STORE_CLOCK: String(at) };
  const clock = fileURLToPath(new URL('clock.ts', import.meta.url));
  const server = spawn(process.execPath, ['--import', clock, program, 'serve'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  process.once('exit', () => server.kill('SIGKILL'));
  const url = await readyUrl(server);
  let ahead = at - Date.now();

  return {
    url,
    now: () => Date.now() + ahead,
    async advance(ms) {
      ahead += ms;
      server.send(Date.now() + ahead);
      await once(server, 'message');
    },
    async command(args, accepted = [0]) {
      const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
      const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
      if (!accepted.includes(code as number)) throw new Error(`gongdan ${args.join(' ')} ended with ${code}`);
      return out;
    },
    async stop() {
      server.kill('SIGTERM');
      await once(server, 'exit');
    },
  };
}

async function readyUrl(server: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: server.stdout! })) {
    const said = JSON.parse(line) as { ready?: boolean; url: string };
    if (said.ready) return said.url;
  }
  throw new Error('the server ended before it was ready');
}
