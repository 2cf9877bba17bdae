import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../src/demo/random.ts';
import type { TestServer } from '../databases-setup.ts';
import { startCable } from '../nodes/cable.ts';
import { startBalancer } from './balancer.ts';
import { inspect } from './inspect.ts';
import { judge } from './judge.ts';
import { openLedger } from './ledger.ts';
import { openLoad } from './load.ts';
import { furnish, type Place, type Serving, serve } from './serving.ts';

/** What happens to a cluster under load. */
export type Blow = 'kill a node' | 'restart every node' | 'crash the database' | 'cut the connections';

export interface Struck {
  readonly blow: Blow;
  readonly answered: number;
  /** Calls that broke off. */
  readonly unanswered: number;
  /** Calls that were answered 503 or worse. */
  readonly failed: number;
  /** What a store that keeps its promises could not look like. */
  readonly faults: readonly string[];
}

export interface ClusterOptions {
  readonly folder: string;
  readonly database: TestServer;
  /** An empty database of that server. */
  readonly url: string;
  readonly random: Random;
  readonly blows: readonly Blow[];
  /** Answers before and after each blow. */
  readonly answers: number;
  readonly preload?: string;
  readonly struck?: (outcome: Struck) => void;
}

const size = 3;
// Long enough for the balancer to ask a few times.
const settings = { GONGDAN_LEAVE: '300ms', GONGDAN_LOG_REQUESTS: 'false' };

/** Strikes three nodes behind a balancer while eight clients write, and judges what is there after each blow. */
export async function strikeCluster(options: ClusterOptions): Promise<Struck[]> {
  const { folder, database, random, blows, answers, preload } = options;
  const cable = await startCable(options.url);
  const balancer = await startBalancer();
  const places = Array.from({ length: size }, (_, n): Place => ({ data: join(folder, `node${n}`), url: cable.url }));
  for (const { data } of places) mkdirSync(data);
  await furnish(places[0]!);
  const nodes: Serving[] = [];
  for (const place of places.keys()) await start(place);
  let heard = () => {};
  const ledger = openLedger({ heard: () => heard() });
  const load = openLoad(ledger, random);
  const outcomes: Struck[] = [];

  async function start(place: number): Promise<void> {
    nodes[place] = await serve(places[place]!, preload === undefined ? { settings } : { settings, preload });
    await balancer.put(place, nodes[place].url);
  }

  const perform: Readonly<Record<Blow, () => Promise<void>>> = {
    async 'kill a node'() {
      const place = random.between(0, size - 1);
      await nodes[place]!.kill();
      await start(place);
    },
    async 'restart every node'() {
      for (const [place, node] of [...nodes.entries()]) {
        await node.stop();
        await start(place);
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

  /** The load goes on from before the blow until well after it; clients whose call broke off come back. */
  async function loadAround(blow: Blow): Promise<void> {
    let left = answers;
    let blown: Promise<void> | undefined;
    let over = false;
    heard = () => {
      left -= 1;
      if (left > 0) return;
      blown ??= perform[blow]().finally(() => {
        left = answers;
        over = true;
      });
    };
    const enough = () => over && left <= 0;
    while (!enough()) await load.apply(balancer.url, enough);
    await blown;
  }

  try {
    for (const blow of blows) {
      const from = ledger.calls.length;
      await loadAround(blow);
      const count = (outcome: string) => ledger.calls.slice(from).filter((call) => call.outcome === outcome).length;
      const faults = judge(ledger, await inspect({ data: gather(folder, places), url: options.url }));
      const outcome = {
        blow,
        answered: count('done'),
        unanswered: count('unanswered'),
        failed: count('failed'),
        faults,
      };
      outcomes.push(outcome);
      options.struck?.(outcome);
      if (faults.length > 0) break;
    }
    return outcomes;
  } finally {
    heard = () => {};
    await Promise.all(nodes.map((node) => node.kill()));
    await balancer.close();
    await cable.close();
  }
}

/** The uploads of all nodes in one folder, for here they have no bucket. */
function gather(folder: string, places: readonly Place[]): string {
  const all = join(folder, 'all');
  for (const { data } of places) {
    const files = join(data, 'files');
    if (existsSync(files)) cpSync(files, join(all, 'files'), { recursive: true });
  }
  return all;
}
