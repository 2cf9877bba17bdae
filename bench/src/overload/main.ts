import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startPostgres } from '../../../server/test/databases-setup.ts';
import { copyToPostgres, sqliteFolder } from '../population.ts';
import { type Bursts, measureBursts } from './bursts.ts';
import { measureOverload } from './overload.ts';
import { overloadReport } from './report.ts';

// `npm run bench:overload -- --seconds 5` is a quick run. Only a run of at least 30 s writes the page in docs.
const { values } = parseArgs({
  options: {
    tickets: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '30' },
    times: { type: 'string', default: '5' },
    connections: { type: 'string', default: '2400' },
    creates: { type: 'string', default: '2000' },
    lists: { type: 'string', default: '500' },
    stores: { type: 'string', default: 'sqlite,postgres' },
    home: { type: 'string', default: fileURLToPath(new URL('../../../data/bench-overload', import.meta.url)) },
  },
});
const page = fileURLToPath(new URL('../../../docs/measurements/overload.md', import.meta.url));
const log = `${values.home}/server.log`;
const size = { creates: Number(values.creates), lists: Number(values.lists) };
const seconds = Number(values.seconds);

const bursts: Bursts[] = [];
if (values.stores.includes('sqlite')) {
  const folder = await sqliteFolder(values.home, Number(values.tickets));
  bursts.push(await measureBursts('SQLite', { folder }, log, size));
}
if (values.stores.includes('postgres')) bursts.push(await onPostgres());
const found = await measureOverload(await sqliteFolder(values.home, Number(values.tickets)), log, {
  times: Number(values.times),
  connections: Number(values.connections),
  seconds,
});

const text = overloadReport(bursts, size, found);
console.log(text);
if (seconds >= 30) await writeFile(page, text);
const isWrong = bursts.some(({ refused, wrong, lost }) => refused + wrong + lost > 0);
if (isWrong || found.lost > 0 || found.flooded.wrong > 0) process.exitCode = 1;

async function onPostgres(): Promise<Bursts> {
  const folder = await sqliteFolder(values.home, Number(values.tickets));
  const server = await startPostgres();
  try {
    await copyToPostgres(folder, server.url);
    return await measureBursts('PostgreSQL', { url: server.url }, log, size);
  } finally {
    await server.stop();
  }
}
