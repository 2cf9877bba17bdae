import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerTo, freshToken } from './answers.ts';
import { apps, type CallName, type Calls, makeCalls, tokenCalls } from './calls.ts';
import { readFacts } from './facts.ts';
import { measureImport } from './import.ts';
import { type Cost, type Effort, measure, median, type Subject } from './measure.ts';
import { key, letEvaluationsChange, type Where } from './population.ts';
import { type LoadMaker, type Measured, startFloor, startGongdan } from './process.ts';
import type { Row, StoreReport } from './report.ts';

const reads = [
  'get_token',
  'get_ticket_by_id',
  'query_tickets_15',
  'query_tickets_50',
  'query_tickets_15_of_many',
  'get_ticket_data',
  'query_agent_jobs',
] as const;
const writes = ['save_user_ticket', 'save_ticket_reply', 'reminder', 'add_ticket_evaluation'] as const;
/** Reads that are also measured as plain code, on SQLite only. */
const readAsPlainCode: readonly CallName[] = [
  'get_ticket_by_id',
  'query_tickets_15',
  'query_tickets_50',
  'query_tickets_15_of_many',
];
const writingFloor = 'floor: group-committed insert of three rows';

/** Measures the floors and the server on a store that is already filled. The server's log goes to a file. */
export async function measureStore(
  store: string,
  where: Where,
  log: string,
  load: LoadMaker,
  effort: Effort,
): Promise<StoreReport> {
  const scratch = await mkdtemp(join(tmpdir(), 'gongdan-bench-'));
  const facts = await readFacts(where);
  await letEvaluationsChange(where);
  const settings = settingsFor(where, scratch);
  const { startMs, idleBytes } = await measureStart(settings, log);

  const server = await startGongdan(settings, log);
  const token = await freshToken(server.port, tokenCalls(apps.calls, Date.now())[0]!);
  const calls = makeCalls(facts, token, Date.now());
  const bare = await startFloor('floors/bare.ts', [], await sameBytes(server.port, calls));
  const insert = await startFloor('floors/insert.ts', [scratch]);
  const plain = 'folder' in where ? await startFloor('floors/plain.ts', [where.folder]) : undefined;
  try {
    const costs = await measure(subjectsOf({ server, bare, insert, plain }, calls), load, effort);
    // Uploads come last, because the disk stays busy with their megabytes for a while.
    const uploads = { name: 'user_upload_file', server, requests: calls.user_upload_file };
    const uploading = await measure([uploads], load, effort);
    const imported = await measureImport(settings, facts, scratch);
    return { store, rows: [...rowsOf(costs), ...rowsOf(uploading)], startMs, idleBytes, notes: [imported] };
  } finally {
    await Promise.all([server, bare, insert, plain].map((one) => one?.stop()));
    await rm(scratch, { recursive: true, force: true });
  }
}

function settingsFor(where: Where, scratch: string): Record<string, string> {
  if ('folder' in where) return { GONGDAN_DATA: where.folder, GONGDAN_KEY: key };
  return { GONGDAN_DATA: scratch, GONGDAN_DATABASE_URL: where.url, GONGDAN_KEY: key };
}

/** Starts the server five times. Returns the median time to its first answer, and the memory it uses then. */
async function measureStart(settings: Record<string, string>, log: string) {
  const starts: { startMs: number; idleBytes: number }[] = [];
  for (let time = 0; time < 5; time++) {
    const server = await startGongdan(settings, log);
    const ready = performance.now();
    await freshToken(server.port, tokenCalls(apps.calls, Date.now())[0]!);
    starts.push({ startMs: server.readyMs + performance.now() - ready, idleBytes: server.memory() });
    await server.stop();
  }
  return {
    startMs: median(starts.map((one) => one.startMs)),
    idleBytes: median(starts.map((one) => one.idleBytes)),
  };
}

/** Returns the server's answer to the first request of each read, keyed by the path on which the floor sends it. */
async function sameBytes(port: number, calls: Calls): Promise<Record<string, string>> {
  const answers = await Promise.all(reads.map((name) => answerTo(port, calls[name][0]!)));
  return Object.fromEntries(reads.map((name, index) => [`/${name}`, answers[index]!]));
}

interface Servers {
  readonly server: Measured;
  readonly bare: Measured;
  readonly insert: Measured;
  readonly plain: Measured | undefined;
}

function subjectsOf({ server, bare, insert, plain }: Servers, calls: Calls): Subject[] {
  return [
    ...reads.flatMap((name) => [
      { name: floorOf(name), server: bare, requests: calls[name].map((request) => aimedAt(`/${name}`, request)) },
      ...(plain && readAsPlainCode.includes(name)
        ? [{ name: plainOf(name), server: plain, requests: calls[name] }]
        : []),
      { name, server, requests: calls[name], connections: connectionsOf(name) },
    ]),
    { name: writingFloor, server: insert, requests: calls.save_user_ticket },
    ...writes.map((name) => ({ name, server, requests: calls[name] })),
  ];
}

/** Statistics of a month get one connection. They take so long that the server would refuse some of them over 32. */
function connectionsOf(name: CallName): number | undefined {
  return name === 'get_ticket_data' || name === 'query_agent_jobs' ? 1 : undefined;
}

/** Returns the same request with another path and the same query. */
function aimedAt(path: string, request: string): string {
  return request.replace(/^(\w+) [^? ]+/, `$1 ${path}`);
}

/** Makes the rows of the table, each with the floor that it is compared with. */
function rowsOf(costs: ReadonlyMap<string, Cost>): Row[] {
  const cost = (name: string) => costs.get(name)!;
  return [...costs.keys()].map((name) => {
    if (name.startsWith('floor')) return { name, cost: cost(name) };
    const read = readAsPlainCode.find((one) => plainOf(one) === name);
    if (read) return { name, cost: cost(name), floor: costs.get(floorOf(read)) };
    const floor = costs.get(writes.some((write) => write === name) ? writingFloor : floorOf(name as CallName));
    return { name: `\`${name}\``, cost: cost(name), floor };
  });
}

function plainOf(name: CallName): string {
  return `plain SQL and JSON.stringify, ${name}`;
}

function floorOf(name: CallName): string {
  return `floor: bare node:http, bytes of ${name}`;
}
