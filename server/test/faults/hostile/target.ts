import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Client, createClient } from '@gongdan/client';
import { world } from '../../world.ts';
import { type Place, serve } from '../strike/serving.ts';
import { agent, honestApp } from './accounts.ts';
import { type Honest, startHonest } from './honest.ts';
import { companiesOf } from './installation.ts';
import type { Receivers } from './receivers.ts';
import { signIn, tokenOf } from './sign-in.ts';

/** The server's limit of concurrent uploads, so low that few connections reach it. */
export const uploadQueue = 8;
/** One app may have half of the uploads. */
export const uploadsOfApp = uploadQueue / 2;
export const headersTimeoutMs = 3000;
const mostSlowness = 3;

const settings = {
  GONGDAN_UPLOAD_QUEUE: String(uploadQueue),
  GONGDAN_HEADERS_TIMEOUT: `${headersTimeoutMs}ms`,
  // More calls than the attacks make. The limit is not switched off, so that the attack that sets the wall clock finds
  // out whether the limit follows that clock.
  GONGDAN_RATE_LIMIT: '10000000',
  GONGDAN_PUSH_ALLOW: '127.0.0.0/8',
  GONGDAN_LOG_REQUESTS: 'false',
};

/** The server under attack: what attackers know of it, and what only the judge sees. */
export interface Target {
  readonly url: string;
  readonly port: number;
  readonly place: Place;
  /** Returns the number for the full run, or for the short one. */
  many(full: number, short: number): number;
  readonly client: Client;
  /** The token of the attackers' app. */
  readonly token: string;
  /** Tokens of apps that no attacker uses. */
  readonly honestTokens: readonly [string, string];
  readonly receivers: Receivers;
  /** The cookie of a signed-in agent. */
  readonly cookie: string;
  readonly honest: Honest;
  /** Records acknowledged tickets, which must be in the store from now on. */
  acknowledge(ids: readonly string[]): void;
  readonly acknowledged: readonly string[];
  isAlive(): boolean;
  /** Returns the number of open files and sockets of the process. */
  descriptors(): number;
  /** Returns the number of files of unfinished uploads. */
  spooled(): number;
  memory(): number;
  /** Starts measuring `slowness`. */
  measureSlowness(): void;
  /** Returns by what factor other programs on the machine slow the server down: 1 when idle, at most 3. */
  slowness(): number;
  /** Moves the server's wall clock to its next offset. */
  moveClock(): void;
  stop(): Promise<number | null>;
}

export interface TargetOptions {
  readonly isShort: boolean;
  readonly receivers: Receivers;
  /** Ids acknowledged by earlier servers on the same place. */
  readonly acknowledged: string[];
  /** A module that breaks the server; by default one that makes its clock movable. */
  readonly preload?: string | undefined;
}

const movableClock = fileURLToPath(new URL('movable-clock.ts', import.meta.url));

export async function startTarget(place: Place, options: TargetOptions): Promise<Target> {
  const { isShort, receivers, acknowledged, preload = movableClock } = options;
  const server = await serve(place, { settings, preload });
  let alive = true;
  const notice = () => {
    alive = false;
  };
  server.ended.then(notice, notice);
  const { url, pid } = server;
  const port = Number(new URL(url).port);
  const client = createClient({ baseUrl: url, appid: world.appId, appKey: world.appKey, timeoutMs: 60_000 });
  const honest = await startHonest(url);
  let before = scheduled(pid);
  return {
    url,
    port,
    place,
    many: (full, short) => (isShort ? short : full),
    client,
    token: await tokenOf({ port }),
    honestTokens: [await tokenOf({ port }, honestApp), await tokenOf({ port }, companiesOf(receivers.addresses)[0]!)],
    receivers,
    cookie: await signIn({ port }, agent),
    honest,
    acknowledge: (ids) => acknowledged.push(...ids),
    acknowledged,
    isAlive: () => alive,
    descriptors: () => readdirSync(`/proc/${pid}/fd`).length,
    spooled: () => readdirSync(join(place.data, 'files', 'incoming')).length,
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024,
    measureSlowness() {
      before = scheduled(pid);
    },
    slowness() {
      const { ran, waited } = scheduled(pid);
      return Math.min(mostSlowness, 1 + (waited - before.waited) / Math.max(1, ran - before.ran));
    },
    moveClock: () => process.kill(pid, 'SIGUSR2'),
    async stop() {
      await honest.stop();
      return server.stop();
    },
  };
}

/** Returns how long the main thread ran, and how long it waited for a processor, in nanoseconds. */
function scheduled(pid: number): { ran: number; waited: number } {
  const [ran = 0, waited = 0] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ').map(Number);
  return { ran, waited };
}

/** Polls until the condition is true; returns false when the time is over. */
export async function becomes(isSo: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > until) return false;
    await pause(50);
  }
  return true;
}
