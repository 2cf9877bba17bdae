import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startPostgres } from '../../server/test/databases-setup.ts';
import { measureExport } from './export.ts';
import { copyToPostgres, sqliteFolder } from './population.ts';
import { startLoadMaker } from './process.ts';
import { report, type StoreReport } from './report.ts';
import { measureStore } from './stores.ts';

// `npm run bench -- --tickets 10000 --rounds 1` is a quick run. Only a run with 100,000 tickets writes the page in docs.
// `--stores sqlite` leaves PostgreSQL out, also from the page.
const { values } = parseArgs({
  options: {
    tickets: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '32' },
    stores: { type: 'string', default: 'sqlite,postgres' },
  },
});
const tickets = Number(values.tickets);
const effort = {
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  connections: Number(values.connections),
};
const home = fileURLToPath(new URL('../../data/bench', import.meta.url));
const log = `${home}/server.log`;
const page = fileURLToPath(new URL('../../docs/measurements/benchmarks.md', import.meta.url));

const load = startLoadMaker();
const stores: StoreReport[] = [];
if (values.stores.includes('sqlite')) stores.push(await onSqlite());
if (values.stores.includes('postgres')) stores.push(await onPostgres());
load.stop();

const text = report(stores, tickets, effort, new Date());
console.log(text);
if (tickets === 100_000) await writeFile(page, text);

async function onSqlite(): Promise<StoreReport> {
  say(`filling a SQLite store with ${tickets} tickets`);
  const folder = await sqliteFolder(home, tickets);
  say('measuring on SQLite');
  const measured = await measureStore('SQLite', { folder }, log, load, effort);
  say('measuring the export of a day');
  const busy = await sqliteFolder(home, tickets / 2, 2);
  return { ...measured, notes: [...measured.notes, await measureExport(busy, log, load, effort)] };
}

async function onPostgres(): Promise<StoreReport> {
  say(`filling a PostgreSQL database with ${tickets} tickets`);
  const folder = await sqliteFolder(home, tickets);
  const server = await startPostgres();
  try {
    await copyToPostgres(folder, server.url);
    say('measuring on PostgreSQL');
    const measured = await measureStore('PostgreSQL', { url: server.url }, log, load, effort);
    return {
      ...measured,
      notes: [
        ...measured.notes,
        'The processor time is that of our process alone; the database server, whose data are in memory, uses more.',
      ],
    };
  } finally {
    await server.stop();
  }
}

/** Writes progress to stderr, because stdout has the result. */
function say(what: string): void {
  console.error(`${new Date().toISOString().slice(11, 19)} ${what}`);
}
