import { parseArgs } from 'node:util';
import pg from 'pg';
import { seedRandom } from '../../../src/operating/demo/random.ts';
import { startPostgres } from '../../databases-setup.ts';
import { inFolder } from '../scratch.ts';
import { type Killed, killRounds } from './kill-rounds.ts';
import type { Place } from './serving.ts';

// `npm run faults -- --rounds 1000 --store postgres --seed 7`: kills a server under load and judges the store. With
// `--side-by-side 4` it works on four installations at a time, because a round mostly waits for the server to start or
// for the disk.
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    store: { type: 'string', default: 'sqlite' },
    seed: { type: 'string', default: '1' },
    'side-by-side': { type: 'string', default: '1' },
  },
});
/** The most rounds per installation: the judge reads the whole store after each round, and the store grows. */
const roundsOfInstallation = 10;
const wanted = Number(values.rounds);
const began = performance.now();

const killed = values.store === 'postgres' ? await onPostgres() : await inInstallations(async () => ({}));
const seconds = Math.round((performance.now() - began) / 1000);
const { rounds, answered, unanswered, faults } = killed;
console.log(JSON.stringify({ store: values.store, seed: values.seed, rounds, answered, unanswered, seconds, faults }));
process.exitCode = faults.length === 0 ? 0 : 1;

async function onPostgres(): Promise<Killed> {
  const server = await startPostgres();
  const client = new pg.Client(server.url);
  await client.connect();
  try {
    return await inInstallations(async (number) => {
      await client.query(`create database installation_${number}`);
      return { url: new URL(`/installation_${number}`, server.url).href };
    });
  } finally {
    await client.end();
    await server.stop();
  }
}

async function inInstallations(database: (number: number) => Promise<Pick<Place, 'url'>>): Promise<Killed> {
  const total = { rounds: 0, answered: 0, unanswered: 0, faults: [] as readonly string[] };
  let begun = 0;

  async function killOneAfterTheOther(): Promise<void> {
    while (begun * roundsOfInstallation < wanted && total.faults.length === 0) {
      const rounds = Math.min(roundsOfInstallation, wanted - begun * roundsOfInstallation);
      const number = ++begun;
      const elsewhere = await database(number);
      // Each installation has its own seed, so that it can be run again alone.
      const random = seedRandom(Number(values.seed) * 10_000 + number);
      const killed = await inFolder((data) => killRounds({ data, ...elsewhere }, { random, rounds }));
      total.rounds += killed.rounds;
      total.answered += killed.answered;
      total.unanswered += killed.unanswered;
      total.faults = [...total.faults, ...killed.faults.map((fault) => `installation ${number}: ${fault}`)];
      console.error(`${total.rounds} rounds, ${total.answered} writes answered, ${total.faults.length} faults`);
    }
  }

  await Promise.all(Array.from({ length: Number(values['side-by-side']) }, killOneAfterTheOther));
  return total;
}
