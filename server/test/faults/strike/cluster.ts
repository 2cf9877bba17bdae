import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../../src/operating/demo/random.ts';
import type { TestServer } from '../../databases-setup.ts';
import { startCable } from '../../nodes/cable.ts';
import { inspect } from '../judge/inspect.ts';
import { judge } from '../judge/judge.ts';
import { startBalancer } from './balancer.ts';
import type { Checkout } from './checkout.ts';
import { openLedger } from './ledger.ts';
import { openLoad } from './load.ts';
import { furnish, killStarting, type Place, type Serving, serve } from './serving.ts';

/** A disturbance of a cluster under load. */
export type Blow =
  | 'kill a node'
  | 'restart every node'
  | 'upgrade every node'
  | 'crash the database'
  | 'cut the connections';

/** Blows that must not make any call fail. */
const unnoticed: readonly Blow[] = ['restart every node', 'upgrade every node'];

export interface Struck {
  readonly blow: Blow;
  readonly answered: number;
  /** The number of calls without an answer. */
  readonly unanswered: number;
  /** The number of calls answered with 5xx. */
  readonly failed: number;
  /** The judge's findings. */
  readonly faults: readonly string[];
}

export interface ClusterOptions {
  readonly folder: string;
  readonly database: TestServer;
  /** An empty database of that server. */
  readonly url: string;
  readonly random: Random;
  readonly blows: readonly Blow[];
  /** The number of acknowledged writes to wait for before and after each blow. */
  readonly answers: number;
  readonly preload?: string;
  /** The older checkout from which the nodes are upgraded to this tree. */
  readonly old?: Checkout | undefined;
  readonly struck?: (outcome: Struck) => void;
}

const size = 3;
// A stopping node serves for another second (GONGDAN_LEAVE). The balancer checks every 50 ms, so it notices in time.
const settings = { GONGDAN_LEAVE: '1s', GONGDAN_LOG_REQUESTS: 'false' };

/** Strikes three nodes behind a balancer while eight clients write, and judges the store after each blow. */
export async function strikeCluster(options: ClusterOptions): Promise<Struck[]> {
  const { folder, database, random, blows, answers, preload } = options;
  let from = options.old;
  const cable = await startCable(options.url);
  const balancer = await startBalancer();
  const places = Array.from({ length: size }, (_, n): Place => ({ data: join(folder, `node${n}`), url: cable.url }));
  for (const { data } of places) mkdirSync(data);
  await furnish(places[0]!, from);
  const nodes: Serving[] = [];
  for (const place of places.keys()) await start(place);
  const waiting = new Set<() => void>();
  const ledger = openLedger({
    heard({ outcome }) {
      if (outcome === 'done') for (const hear of waiting) hear();
    },
  });
  const load = openLoad(ledger, random);
  const outcomes: Struck[] = [];

  async function start(place: number): Promise<void> {
    nodes[place] = await serve(places[place]!, { settings, from, ...(preload !== undefined && { preload }) });
    await balancer.put(place, nodes[place].url);
  }

  const perform: Readonly<Record<Blow, () => Promise<void>>> = {
    async 'kill a node'() {
      const place = random.between(0, size - 1);
      await pause(random.next() * 10);
      await nodes[place]!.kill();
      if (random.chance(0.2)) await killStarting(places[place]!, random.next() * 1000);
      await start(place);
    },
    async 'restart every node'() {
      for (const place of nodes.keys()) await restart(place);
    },
    async 'upgrade every node'() {
      from = undefined;
      for (const place of nodes.keys()) {
        await restart(place);
        // Old and new nodes serve side by side for a while.
        await answered(answers);
      }
    },
    async 'crash the database'() {
      await database.crash();
      await database.start();
    },
    async 'cut the connections'() {
      cable.cut();
    },
  };

  async function restart(place: number): Promise<void> {
    await nodes[place]!.stop();
    await start(place);
  }

  /** Resolves when this many further writes have been acknowledged. */
  function answered(left: number): Promise<void> {
    return new Promise((resolve) => {
      const hear = () => {
        left -= 1;
        if (left > 0) return;
        waiting.delete(hear);
        resolve();
      };
      waiting.add(hear);
    });
  }

  /**
   * Runs the load from before the blow until well after it. A client stops at a call without an answer; when all have
   * stopped, all start again.
   */
  async function loadAround(blow: Blow): Promise<void> {
    let over = false;
    const strike = async () => {
      await answered(answers);
      await perform[blow]();
      await answered(answers);
    };
    const striking = strike().finally(() => {
      over = true;
    });
    const loading = async () => {
      while (!over) await load.apply(balancer.url, () => over);
    };
    await Promise.all([striking, loading()]);
  }

  try {
    for (const blow of blows) {
      // Makes no new calls, because the load is told to stop at once. It only repeats the keyed calls of the previous
      // blow that got no answer or a failure.
      await load.apply(balancer.url, () => true);
      const before = ledger.calls.length;
      await loadAround(blow);
      const count = (outcome: string) => ledger.calls.slice(before).filter((call) => call.outcome === outcome).length;
      const [unanswered, failed] = [count('unanswered'), count('failed')];
      const noticed =
        unnoticed.includes(blow) && unanswered + failed > 0
          ? [`${blow}: ${unanswered} calls broke off, ${failed} were answered 503`]
          : [];
      const faults = [...noticed, ...judge(ledger, await inspect({ data: gather(folder, places), url: options.url }))];
      const outcome = { blow, answered: count('done'), unanswered, failed, faults };
      outcomes.push(outcome);
      options.struck?.(outcome);
      if (faults.length > 0) break;
    }
    return outcomes;
  } finally {
    await Promise.all(nodes.map((node) => node.kill()));
    await balancer.close();
    await cable.close();
  }
}

/** Copies the uploads of all nodes into one folder for the judge, because these nodes share no bucket. */
function gather(folder: string, places: readonly Place[]): string {
  const all = join(folder, 'all');
  for (const { data } of places) {
    const files = join(data, 'files');
    if (existsSync(files)) cpSync(files, join(all, 'files'), { recursive: true });
  }
  return all;
}
