import { parseArgs } from 'node:util';
import pg from 'pg';
import { seeded } from '../../src/demo/random.ts';
import { startPostgres } from '../databases-setup.ts';
import { type Killed, killRounds } from './kill-rounds.ts';
import { inFolder } from './scratch.ts';
import type { Place } from './serving.ts';

// `npm run faults -- --rounds 1000 --store postgres --seed 7`: kills a server under its load and judges what is left.
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    store: { type: 'string', default: 'sqlite' },
    seed: { type: 'string', default: '1' },
  },
});
/** An installation is begun anew after so many: the judge reads all of it each time. */
const roundsOfInstallation = 20;
const random = seeded(Number(values.seed));
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
  for (let number = 1; total.rounds < wanted && total.faults.length === 0; number++) {
    const rounds = Math.min(roundsOfInstallation, wanted - total.rounds);
    const elsewhere = await database(number);
    const killed = await inFolder((data) => killRounds({ data, ...elsewhere }, { random, rounds }));
    total.rounds += killed.rounds;
    total.answered += killed.answered;
    total.unanswered += killed.unanswered;
    total.faults = killed.faults;
    console.error(`${total.rounds} rounds, ${total.answered} writes answered, ${killed.faults.length} faults`);
  }
  return total;
}
