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

/** Of uploads so many are taken at once, so that few connections reach the bound. */
export const uploadQueue = 8;
/** And half of them from one app. */
export const uploadsOfApp = uploadQueue / 2;
export const headersTimeoutMs = 3000;
const mostSlowness = 3;

const settings = {
  GONGDAN_UPLOAD_QUEUE: String(uploadQueue),
  GONGDAN_HEADERS_TIMEOUT: `${headersTimeoutMs}ms`,
  // Far beyond what is sent here; a count that goes wrong with the clock shows all the same.
  GONGDAN_RATE_LIMIT: '10000000',
  GONGDAN_PUSH_ALLOW: '127.0.0.0/8',
  GONGDAN_LOG_REQUESTS: 'false',
};

/** The server under attack, and what attackers know of it: an app's token, an agent's cookie. */
export interface Target {
  readonly url: string;
  readonly port: number;
  readonly place: Place;
  /** The short form has small numbers. */
  many(full: number, short: number): number;
  readonly client: Client;
  /** Of the attackers' app. */
  readonly token: string;
  /** Of apps that nobody attacks with. */
  readonly honestTokens: readonly [string, string];
  readonly receivers: Receivers;
  /** The cookie of an agent who is signed in. */
  readonly cookie: string;
  readonly honest: Honest;
  /** The tickets of these ids were acknowledged and must be there from now on. */
  acknowledge(ids: readonly string[]): void;
  readonly acknowledged: readonly string[];
  isAlive(): boolean;
  /** How many files and sockets the process has open. */
  descriptors(): number;
  /** Files of uploads that have not ended. */
  spooled(): number;
  memory(): number;
  /** From now on `slowness` is measured. */
  measureSlowness(): void;
  /** How many times longer the server takes because other programs have the processors: 1 on an idle machine, at most 3. */
  slowness(): number;
  /** Moves the wall clock to the next of its places. */
  moveClock(): void;
  /** What honest callers see while it lasts; their app calls with that pause. */
  stop(): Promise<number | null>;
}

export interface TargetOptions {
  readonly isShort: boolean;
  readonly receivers: Receivers;
  /** Of servers before on the same place. */
  readonly acknowledged: string[];
  /** A module that makes the server break a promise; without it one that lets its clock be moved. */
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

/** How long the main thread has run, and how long it was ready to run and did not; nanoseconds. */
function scheduled(pid: number): { ran: number; waited: number } {
  const [ran = 0, waited = 0] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ').map(Number);
  return { ran, waited };
}

/** Asks until it is so; false when it is not within that time. */
export async function becomes(isSo: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > until) return false;
    await pause(50);
  }
  return true;
}
