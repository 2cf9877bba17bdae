import { parseArgs } from 'node:util';
import pg from 'pg';
import { seeded } from '../../src/demo/random.ts';
import { startPostgres } from '../databases-setup.ts';
import { type Blow, type Struck, strikeCluster } from './cluster.ts';
import { inFolder } from './scratch.ts';

// `npm run faults:cluster -- --rounds 40 --blow "kill a node" --seed 7`: strikes three nodes on one PostgreSQL under load,
// by each kind of blow in turn unless one is named, and judges what is there after each.
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    blow: { type: 'string' },
    answers: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  },
});
const all: readonly Blow[] = ['kill a node', 'restart every node', 'crash the database', 'cut the connections'];
const kinds = values.blow === undefined ? all : all.filter((blow) => blow === values.blow);
if (kinds.length === 0) throw new Error(`--blow is one of: ${all.join(', ')}`);
/** An installation is begun anew after so many: the judge reads all of it each time. */
const roundsOfInstallation = 10;
const random = seeded(Number(values.seed));
const wanted = Number(values.rounds);
const outcomes: Struck[] = [];
const began = performance.now();
const database = await startPostgres();

while (outcomes.length < wanted && !outcomes.some(({ faults }) => faults.length > 0)) {
  const rounds = Math.min(roundsOfInstallation, wanted - outcomes.length);
  const blows = Array.from({ length: rounds }, (_, n) => kinds[(outcomes.length + n) % kinds.length]!);
  const url = await emptyDatabase(`cluster_${outcomes.length}`);
  const struck = (outcome: Struck) => console.error(JSON.stringify({ round: outcomes.push(outcome), ...outcome }));
  await inFolder((folder) =>
    strikeCluster({ folder, database, url, random, blows, answers: Number(values.answers), struck }),
  );
}
await database.stop();
for (const blow of kinds) console.log(JSON.stringify({ seed: values.seed, ...sum(blow) }));
console.log(JSON.stringify({ rounds: outcomes.length, seconds: Math.round((performance.now() - began) / 1000) }));
process.exitCode = outcomes.every(({ faults }) => faults.length === 0) ? 0 : 1;

async function emptyDatabase(name: string): Promise<string> {
  const client = new pg.Client(database.url);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return new URL(`/${name}`, database.url).href;
}

function sum(blow: Blow) {
  const struck = outcomes.filter((outcome) => outcome.blow === blow);
  const total = (count: (outcome: Struck) => number) => struck.reduce((sum, outcome) => sum + count(outcome), 0);
  return {
    blow,
    rounds: struck.length,
    answered: total(({ answered }) => answered),
    unanswered: total(({ unanswered }) => unanswered),
    failed: total(({ failed }) => failed),
    faults: struck.flatMap(({ faults }) => faults),
  };
}
