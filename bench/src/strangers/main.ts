import { mkdirSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startPostgres } from '../../../server/test/databases-setup.ts';
import { median } from '../measure.ts';
import { key } from '../population.ts';
import { type LoadMaker, type Measured, startFloor, startGongdan, startLoadMaker } from '../process.ts';
import { bodies, requestsOf, type Stranger, type StrangersBody, strangers } from './bodies.ts';
import { type Ratio, strangersReport } from './report.ts';

// `npm run bench:strangers -- --rounds 1` is a quick run. Only a run of 5 rounds or more on SQLite writes the page in docs.
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '1' },
    store: { type: 'string', default: 'sqlite' },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const connections = 16;
const home = fileURLToPath(new URL('../../../data/bench-strangers', import.meta.url));
const page = fileURLToPath(new URL('../../../docs/measurements/strangers.md', import.meta.url));

rmSync(home, { recursive: true, force: true });
mkdirSync(home, { recursive: true });
const postgres = values.store === 'postgres' ? await startPostgres() : undefined;
const place: Record<string, string> = postgres ? { GONGDAN_DATABASE_URL: postgres.url } : {};
const server = await startGongdan({ GONGDAN_DATA: home, GONGDAN_KEY: key, ...place }, `${home}/server.log`);
const floor = await startFloor('floors/drop.ts', [], {
  answer: '{"ret_code":"900002","ret_msg":"token已失效,请重新获取"}',
});
const load = startLoadMaker();
const ratios: Ratio[] = [];
for (const body of bodies) ratios.push(...(await measureBody(body)));
load.stop();
await Promise.all([server.stop(), floor.stop()]);
await postgres?.stop();

const text = strangersReport(ratios, { rounds, seconds, connections });
console.log(text);
if (rounds >= 5 && !postgres) await writeFile(page, text);

/** Measures floor and strangers in turns, after one round of warm-up, and returns the medians of the rounds' ratios. */
async function measureBody(body: StrangersBody): Promise<Ratio[]> {
  const seen = new Map<Stranger, { ratio: number; micros: number; floorMicros: number }[]>();
  for (let round = 0; round <= rounds; round += 1) {
    const floorMicros = await costOf(floor, requestsOf(strangers[0]!, body), load);
    for (const stranger of strangers) {
      const micros = await costOf(server, requestsOf(stranger, body), load);
      if (round === 0) seen.set(stranger, []);
      else seen.get(stranger)!.push({ ratio: micros / floorMicros, micros, floorMicros });
    }
  }
  return [...seen].map(([stranger, costs]) => ({
    stranger: stranger.name,
    body: body.name,
    ratio: median(costs.map(({ ratio }) => ratio)),
    micros: median(costs.map(({ micros }) => micros)),
    floorMicros: median(costs.map(({ floorMicros }) => floorMicros)),
  }));
}

/** Returns the microseconds of processor time that the server uses per request. */
async function costOf(server: Measured, requests: readonly string[], load: LoadMaker): Promise<number> {
  const before = server.cpuMicros();
  const answered = await load.apply({ port: server.port, requests, connections, seconds });
  const micros = (server.cpuMicros() - before) / answered.requests;
  // 900001: no token; 900002: an expired or unknown token; session_missing: the console's refusal.
  const refusal = /"ret_code":"90000[12]"|"reason":"session_missing"/;
  if (answered.refused !== answered.requests || !refusal.test(answered.example)) {
    throw new Error(`strangers were answered ${answered.example}`);
  }
  return micros;
}
