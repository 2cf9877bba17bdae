import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freshToken } from '../answers.ts';
import { apps, type Calls, makeCalls, tokenCalls } from '../calls.ts';
import { readFacts } from '../facts.ts';
import type { Answered } from '../load.ts';
import { key } from '../population.ts';
import { type LoadMaker, startGongdan, startLoadMaker } from '../process.ts';
import type { Flood, Flooded } from './flood.ts';
import { inProcess } from './in-process.ts';
import { missing } from './missing.ts';

export interface Wanted {
  /** Rate of the flood, as a multiple of the capacity. */
  readonly times: number;
  readonly connections: number;
  readonly seconds: number;
}

export interface Overload extends Wanted {
  /** Ordinary load before the flood: 32 connections with one call at a time each. */
  readonly calm: Answered;
  /** Calls per second of `calm`. */
  readonly capacity: number;
  /** Processor time of the server per time of the flood, in cores. On a busy machine it gets less than it could use. */
  readonly cores: number;
  readonly flooded: Flooded;
  /** The calls of another app during the flood, one at a time. */
  readonly single: Answered;
  readonly recoveredMs: number;
  readonly memory: number;
  readonly lost: number;
}

/** Floods a server on the SQLite store of the folder, while another app makes one call at a time. */
export async function measureOverload(folder: string, log: string, wanted: Wanted): Promise<Overload> {
  const facts = await readFacts({ folder });
  const server = await startGongdan({ GONGDAN_DATA: folder, GONGDAN_KEY: key }, log);
  const { port } = server;
  const callsOf = async (app: (typeof apps)['calls']) =>
    mixed(makeCalls(facts, await freshToken(port, tokenCalls(app, Date.now())[0]!), Date.now()));
  const requests = await callsOf(apps.calls);
  const load = startLoadMaker();
  const normal = (seconds: number) => load.apply({ port, requests, connections: 32, seconds });
  await normal(3);
  const calm = await normal(5);
  const capacity = calm.requests / calm.seconds;
  const flood = { port, requests, perSecond: capacity * wanted.times, ...wanted };
  const [beganAt, usedBefore] = [performance.now(), server.cpuMicros()];
  const flooding = inProcess<Flood, Flooded>(program, flood);
  const single = await callSingly(load, { port, requests: await callsOf(apps.tokens), seconds: wanted.seconds });
  const flooded = await flooding;
  const cores = (server.cpuMicros() - usedBefore) / 1000 / (performance.now() - beganAt);
  const recoveredMs = await recovery(normal, calm);
  const memory = server.memory();
  load.stop();
  await server.stop();
  const lost = await missing({ folder }, flooded.made);
  return { ...wanted, calm, capacity, cores, flooded, single, recoveredMs, memory, lost };
}

const program = fileURLToPath(new URL('flood.ts', import.meta.url));
/** The flood opens its connections for 2 s before its first call (flood.ts). */
const untilFullMs = 3000;

/** Makes one call at a time, from the full rate of the flood until shortly before its end. */
async function callSingly(
  load: LoadMaker,
  { port, requests, seconds }: { port: number; requests: string[]; seconds: number },
) {
  await setTimeout(untilFullMs);
  return load.apply({ port, requests, connections: 1, seconds: Math.max(1, seconds - 2) });
}

/** Returns 2,000 requests. Of ten, five read a ticket, two create one, two reply, and one lists tickets. */
function mixed(calls: Calls): string[] {
  const pattern = [
    'get_ticket_by_id',
    'save_user_ticket',
    'get_ticket_by_id',
    'save_ticket_reply',
    'get_ticket_by_id',
    'query_tickets_15',
    'get_ticket_by_id',
    'save_user_ticket',
    'get_ticket_by_id',
    'save_ticket_reply',
  ] as const;
  return Array.from({ length: 2000 }, (_, index) => {
    const requests = calls[pattern[index % pattern.length]!];
    // Every second call reads a ticket. Half the index counts these reads, so that they use all requests in turn.
    return requests[Math.floor(index / 2) % requests.length]!;
  });
}

/**
 * Applies ordinary load in windows of half a second. Returns the milliseconds until the beginning of the first window that
 * has no refusal and a p99 of at most twice that before the flood; Infinity when there is none within 20 s.
 */
async function recovery(normal: (seconds: number) => Promise<Answered>, before: Answered): Promise<number> {
  const began = performance.now();
  while (performance.now() - began < 20_000) {
    const windowBegan = performance.now();
    const { refused, p99Ms } = await normal(0.5);
    if (refused === 0 && p99Ms <= 2 * before.p99Ms) return windowBegan - began;
  }
  return Number.POSITIVE_INFINITY;
}
