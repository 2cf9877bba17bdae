import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openDatabase } from '../../../server/src/db/open.ts';
import { freshToken } from '../answers.ts';
import { apps, type Calls, makeCalls, tokenCalls } from '../calls.ts';
import { readFacts } from '../facts.ts';
import type { Answered } from '../load.ts';
import { key, sqliteFolder } from '../population.ts';
import { startGongdan, startLoadMaker } from '../process.ts';
import type { Flood, Flooded } from './flood.ts';
import { overloadReport } from './report.ts';

// `npm run bench:overload -- --seconds 5` for a quick look; only a run of full length is written into docs.
const { values } = parseArgs({
  options: {
    tickets: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '30' },
    times: { type: 'string', default: '5' },
    connections: { type: 'string', default: '1000' },
    home: { type: 'string', default: fileURLToPath(new URL('../../../data/bench-overload', import.meta.url)) },
  },
});
const page = fileURLToPath(new URL('../../../docs/overload.md', import.meta.url));
const [seconds, times] = [Number(values.seconds), Number(values.times)];

const folder = await sqliteFolder(values.home, Number(values.tickets));
const facts = await readFacts({ folder });
const server = await startGongdan({ GONGDAN_DATA: folder, GONGDAN_KEY: key }, `${values.home}/server.log`);
const token = await freshToken(server.port, tokenCalls(apps.calls, Date.now())[0]!);
const requests = mixed(makeCalls(facts, token, Date.now()));
const load = startLoadMaker();
const normal = (seconds: number) => load.apply({ port: server.port, requests, connections: 32, seconds });

await normal(3);
const calm = await normal(5);
const capacity = calm.requests / calm.seconds;
const connections = Number(values.connections);
const flooded = await flood({ port: server.port, requests, perSecond: capacity * times, seconds, connections });
const recoveredMs = await recovery(calm);
const memory = server.memory();
load.stop();
await server.stop();

const lost = await missing(flooded.made);
const text = overloadReport({ calm, capacity, times, seconds, connections, flooded, recoveredMs, memory, lost });
console.log(text);
if (seconds >= 30) await writeFile(page, text);
if (lost > 0 || flooded.wrong > 0) process.exitCode = 1;

/** Of ten calls five look at a ticket, two make one, two answer one, and one lists. */
function mixed(calls: Calls): string[] {
  const pattern = [
    'get_ticket_by_id',
    'save_user_ticket',
    'get_ticket_by_id',
    'save_ticket_reply',
    'get_ticket_by_id',
    'query_tickets_15',
    'get_ticket_by_id',
    'save_user_ticket',
    'get_ticket_by_id',
    'save_ticket_reply',
  ] as const;
  return Array.from({ length: 2000 }, (_, index) => {
    const requests = calls[pattern[index % pattern.length]!];
    return requests[Math.floor(index / 2) % requests.length]!;
  });
}

async function flood(wanted: Flood): Promise<Flooded> {
  const child = fork(fileURLToPath(new URL('flood.ts', import.meta.url)));
  child.send(wanted);
  const [flooded] = (await once(child, 'message')) as [Flooded];
  child.kill();
  return flooded;
}

/** Milliseconds of ordinary load until half a second of it goes as before the flood; Infinity when none does. */
async function recovery(before: Answered): Promise<number> {
  const began = performance.now();
  while (performance.now() - began < 20_000) {
    const windowBegan = performance.now();
    const { refused, p99Ms } = await normal(0.5);
    if (refused === 0 && p99Ms <= 2 * before.p99Ms) return windowBegan - began;
  }
  return Number.POSITIVE_INFINITY;
}

/** How many of the acknowledged tickets are not in the store. */
async function missing(made: readonly string[]): Promise<number> {
  const { query, close } = await openDatabase({ folder });
  const rows = await query.selectFrom('ticket').select('id').execute();
  await close();
  const there = new Set(rows.map(({ id }) => id));
  return made.filter((id) => !there.has(id)).length + (made.length - new Set(made).size);
}
