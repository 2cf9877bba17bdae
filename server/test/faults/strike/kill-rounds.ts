import type { Random } from '../../../src/operating/demo/random.ts';
import { inspect } from '../judge/inspect.ts';
import { judge } from '../judge/judge.ts';
import { openLedger } from './ledger.ts';
import { openLoad } from './load.ts';
import { furnish, killStarting, type Place, type StartOptions, serve } from './serving.ts';

export interface Killed {
  readonly rounds: number;
  /** The number of acknowledged writes. */
  readonly answered: number;
  /**
   * The number of calls that a killed server left without an answer, and that no later server answered when repeated.
   */
  readonly unanswered: number;
  /** The judge's findings. */
  readonly faults: readonly string[];
}

export interface KillOptions extends StartOptions {
  readonly random: Random;
  readonly rounds: number;
  /** The server is killed after a random number of answers, at most this many. */
  readonly answers?: number;
  /** Called while no server runs. */
  readonly meanwhile?: (place: Place) => Promise<void>;
}

/**
 * Kills the server of one installation under load, once a round and sometimes also while it starts. Judges the store
 * after each round. Ends after the given rounds, or with the first round that has a fault.
 */
export async function killRounds(place: Place, options: KillOptions): Promise<Killed> {
  const { random, rounds, answers = 400, meanwhile } = options;
  await furnish(place);
  let heard = () => {};
  const ledger = openLedger({ heard: () => heard() });
  const load = openLoad(ledger, random);

  for (let round = 1; ; round++) {
    if (random.chance(0.2)) await killStarting(place, random.next() * 1000);
    const server = await serve(place, options);
    let left = random.between(1, answers);
    const laterMs = random.next() * 10;
    heard = () => {
      left -= 1;
      if (left === 0) setTimeout(server.kill, laterMs);
    };
    await load.apply(server.url);
    await server.ended;
    await meanwhile?.(place);
    const faults = judge(ledger, await inspect(place));
    if (faults.length === 0 && round < rounds) continue;
    const count = (outcome: string) => ledger.calls.filter((call) => call.outcome === outcome).length;
    return { rounds: round, answered: count('done'), unanswered: count('unanswered'), faults };
  }
}
