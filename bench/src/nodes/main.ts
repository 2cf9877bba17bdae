import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startPostgres } from '../../../server/test/databases-setup.ts';
import { median } from '../measure.ts';
import { type Measured, startLoadMaker } from '../process.ts';
import { furnishTwo, openings, settingsOf, startNode } from './companies.ts';

// `npm run bench:nodes -- --rounds 5 --seconds 2` creates tickets of two companies on one node, and on two nodes with one
// company each. Compare the processor times: on few processors a second node brings no more requests per second, because
// the nodes, the load and the database share the processors.
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '32' },
  },
});
const seconds = Number(values.seconds);
const log = fileURLToPath(new URL('../../../data/bench-nodes.log', import.meta.url));
const database = await startPostgres();
const companies = await furnishTwo(await settingsOf(database.url));
const nodes = [await startNode(database.url, log), await startNode(database.url, log)] as const;
const loads = [startLoadMaker(), startLoadMaker()] as const;
const client = new pg.Client(database.url);
await client.connect();

interface Outcome {
  readonly perSecond: number;
  readonly nodeMicros: number;
  readonly databaseMicros: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Measures one window. The calls of company n go to the node `places[n]`. */
async function measureOnce(places: readonly [Measured, Measured]): Promise<Outcome> {
  const requests = await Promise.all(companies.map((company, n) => openings(places[n]!, company)));
  const before = await spent();
  const answered = await Promise.all(
    loads.map((load, n) =>
      load.apply({
        port: places[n]!.port,
        requests: requests[n]!,
        connections: Number(values.connections) / 2,
        seconds,
      }),
    ),
  );
  const after = await spent();
  const refused = answered.find((one) => one.refused > 0);
  if (refused) throw new Error(refused.example);
  const calls = answered.reduce((sum, one) => sum + one.requests, 0);
  return {
    perSecond: answered.reduce((sum, one) => sum + one.requests / one.seconds, 0),
    nodeMicros: (after.nodes - before.nodes) / calls,
    databaseMicros: (after.database - before.database) / calls,
    p50Ms: Math.max(...answered.map((one) => one.p50Ms)),
    p99Ms: Math.max(...answered.map((one) => one.p99Ms)),
  };
}

/** Returns the microseconds of processor time that the nodes and the processes of the database have used so far. */
async function spent(): Promise<{ nodes: number; database: number }> {
  const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity');
  return {
    nodes: nodes.reduce((sum, node) => sum + node.cpuMicros(), 0),
    database: rows.reduce((sum, { pid }) => sum + microsOf(pid), 0),
  };
}

function microsOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1000;
}

const [one, two] = nodes;
const arrangements = { 'both companies on one node': [one, one], 'a node for each': [one, two] } as const;
const seen = new Map<string, Outcome[]>(Object.keys(arrangements).map((name) => [name, []]));
for (let round = 0; round <= Number(values.rounds); round++) {
  for (const [name, places] of Object.entries(arrangements)) {
    const outcome = await measureOnce(places);
    if (round > 0) seen.get(name)!.push(outcome);
  }
}
console.log(`${cpus().length} processors, medians of ${values.rounds} rounds of ${seconds} s\n`);
console.log(
  '| | tickets / s | µs in the nodes | µs in the database | p50 ms | p99 ms |\n|---|---:|---:|---:|---:|---:|',
);
for (const [name, outcomes] of seen) {
  const of = (pick: (outcome: Outcome) => number) => median(outcomes.map(pick));
  const figures = [of((o) => o.perSecond), of((o) => o.nodeMicros), of((o) => o.databaseMicros)].map(Math.round);
  const times = [of((o) => o.p50Ms), of((o) => o.p99Ms)].map((ms) => ms.toFixed(1));
  console.log(`| ${[name, ...figures, ...times].join(' | ')} |`);
}
for (const stopped of [...nodes, ...loads]) await stopped.stop();
await client.end();
await database.stop();
