import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seedRandom } from '../../../src/operating/demo/random.ts';
import { emptyDatabase, startPostgres } from '../../databases-setup.ts';
import { inFolder } from '../scratch.ts';
import { checkOut, commitBeforeSchema } from './checkout.ts';
import { type Blow, type Struck, strikeCluster } from './cluster.ts';

// `npm run faults:cluster -- --rounds 40 --blow "kill a node" --seed 7`: strikes three nodes on one PostgreSQL under
// load and judges the store after each blow. Without `--blow` all kinds take turns. `--old` is the commit from which
// an upgrade starts, by default the last one before the newest migration. The run ends at the first fault, or after
// `--rounds`. After `--minutes` no further installation is started.
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    blow: { type: 'string' },
    answers: { type: 'string', default: '200' },
    minutes: { type: 'string', default: '60' },
    old: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const ordinary: readonly Blow[] = ['kill a node', 'restart every node', 'crash the database', 'cut the connections'];
const upgrade: Blow = 'upgrade every node';
const all = [upgrade, ...ordinary];
const kinds = values.blow === undefined ? all : all.filter((blow) => blow === values.blow);
if (kinds.length === 0) throw new Error(`--blow is one of: ${all.join(', ')}`);
const old = values.old ?? commitBeforeSchema();
if (kinds.includes(upgrade) && old === undefined) throw new Error('there is no git history to upgrade from');
/** The most rounds per installation: the judge reads the whole store after each round, and the store grows. */
const roundsOfInstallation = 10;
const random = seedRandom(Number(values.seed));
const wanted = Number(values.rounds);
const outcomes: Struck[] = [];
const began = performance.now();
const database = await startPostgres();

const until = began + Number(values.minutes) * 60_000;

while (performance.now() < until && outcomes.length < wanted && !outcomes.some(({ faults }) => faults.length > 0)) {
  const url = await emptyDatabase(database, `cluster_${outcomes.length}`);
  const blows = blowsOfInstallation();
  const struck = (outcome: Struck) => console.error(JSON.stringify({ round: outcomes.push(outcome), ...outcome }));
  await inFolder(async (folder) => {
    const from = blows.includes(upgrade) ? checkOut(old!, mkdtempSync(join(folder, 'old-'))) : undefined;
    await strikeCluster({ folder, database, url, random, blows, answers: Number(values.answers), old: from, struck });
  });
}
await database.stop();
for (const blow of kinds) console.log(JSON.stringify({ seed: values.seed, ...sum(blow) }));
console.log(JSON.stringify({ rounds: outcomes.length, seconds: Math.round((performance.now() - began) / 1000) }));
process.exitCode = outcomes.every(({ faults }) => faults.length === 0) ? 0 : 1;

/** Returns the blows to one installation. An upgrade can only be the first, because afterwards every node is new. */
function blowsOfInstallation(): Blow[] {
  const others = kinds.filter((blow) => blow !== upgrade);
  if (others.length === 0) return [upgrade];
  const rounds = Math.min(roundsOfInstallation, wanted - outcomes.length);
  const first = kinds.slice(0, kinds.length - others.length);
  const rest = Array.from({ length: rounds - first.length }, (_, n) => others[(outcomes.length + n) % others.length]!);
  return [...first, ...rest];
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
