import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freshToken } from '../answers.ts';
import { apps, makeCalls, tokenCalls } from '../calls.ts';
import { readFacts } from '../facts.ts';
import { key, type Where } from '../population.ts';
import { startGongdan, startLoadMaker } from '../process.ts';
import type { Burst } from './burst.ts';
import { inProcess } from './in-process.ts';
import { missing } from './missing.ts';
import type { Tallied } from './tally.ts';

/** The numbers of calls in one burst. */
export interface BurstSize {
  readonly creates: number;
  readonly lists: number;
}

/** The result of several bursts, each sent to an idle server. */
export interface Bursts {
  readonly store: string;
  /** Milliseconds until the last success of each burst. */
  readonly longest: readonly number[];
  readonly succeeded: number;
  readonly refused: number;
  /** Calls with any other answer, or without one. */
  readonly wrong: number;
  /** Tickets that the server said it had created. */
  readonly made: number;
  /** How many of these tickets are missing in the store, plus how many were reported twice. */
  readonly lost: number;
}

const rounds = 3;
/**
 * Before the bursts, this many of their requests are sent in turn for a second, because a server that has just started has
 * no catalog and no statements cached.
 */
const warmUp = 100;
const idleMs = 2000;

export async function measureBursts(store: string, where: Where, log: string, size: BurstSize): Promise<Bursts> {
  const scratch = await mkdtemp(join(tmpdir(), 'gongdan-bench-'));
  const storeSettings: Record<string, string> =
    'folder' in where ? { GONGDAN_DATA: where.folder } : { GONGDAN_DATA: scratch, GONGDAN_DATABASE_URL: where.url };
  const facts = await readFacts(where);
  const server = await startGongdan({ ...storeSettings, GONGDAN_KEY: key }, log);
  const token = await freshToken(server.port, tokenCalls(apps.calls, Date.now())[0]!);
  const calls = makeCalls(facts, token, Date.now());
  const requests = mingled([
    ...repeated(calls.save_user_ticket, size.creates),
    ...repeated(calls.query_tickets_15, size.lists),
  ]);
  const load = startLoadMaker();
  await load.apply({ port: server.port, requests: requests.slice(0, warmUp), connections: 8, seconds: 1 });
  load.stop();
  const tallies: Tallied[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await setTimeout(idleMs);
    tallies.push(await inProcess<Burst, Tallied>(program, { port: server.port, requests }));
  }
  await server.stop();
  await rm(scratch, { recursive: true, force: true });
  return summed(store, where, tallies);
}

const program = fileURLToPath(new URL('burst.ts', import.meta.url));

async function summed(store: string, where: Where, tallies: readonly Tallied[]): Promise<Bursts> {
  const made = tallies.flatMap((tally) => tally.made);
  const sum = (count: (tally: Tallied) => number) => tallies.reduce((all, tally) => all + count(tally), 0);
  return {
    store,
    longest: tallies.map(({ accepted }) => accepted.at(-1) ?? Number.NaN),
    succeeded: sum(({ accepted }) => accepted.length),
    refused: sum(({ refused }) => refused.length),
    wrong: sum(({ wrong, broken }) => wrong + broken),
    made: made.length,
    lost: await missing(where, made),
  };
}

function repeated(requests: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, index) => requests[index % requests.length]!);
}

/**
 * Mixes the kinds of calls, in the same order in every run. 997 is a prime, so the steps reach every request, unless the
 * number of requests is a multiple of it.
 */
function mingled(requests: readonly string[]): string[] {
  const step = 997;
  return requests.map((_, index) => requests[(index * step) % requests.length]!);
}
