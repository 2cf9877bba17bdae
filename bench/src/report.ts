import { arch, cpus, loadavg, platform, totalmem } from 'node:os';
import type { Cost, Effort } from './measure.ts';

/** The results on one store. */
export interface StoreReport {
  readonly store: string;
  readonly rows: readonly Row[];
  readonly startMs: number;
  readonly idleBytes: number;
  readonly notes: readonly string[];
}

export interface Row {
  readonly name: string;
  readonly cost: Cost;
  /** The cost of the floor that this row is compared with. The rows of floors and of uploads have none. */
  readonly floor?: Cost | undefined;
}

/** Load average of the machine before the first measurement. */
const [loadBefore = 0] = loadavg();

/** Returns the page docs/measurements/benchmarks.md. */
export function report(stores: readonly StoreReport[], tickets: number, effort: Effort, at: Date): string {
  return [
    '# Benchmarks',
    '',
    `Made by \`npm run bench\` on ${at.toISOString().slice(0, 10)}: ${machine()}.`,
    `${tickets.toLocaleString('en')} tickets of ninety days; ${effort.connections} connections, each with one request under way;`,
    `${effort.rounds} interleaved rounds of ${effort.seconds} s after one round of warm-up; medians. Server and load are separate`,
    'processes. No answer is cached, every answer is checked for success, and the settings are the defaults. Lists ask for a',
    'month and a status that about 2,000 tickets have; `…_of_many` asks for one that about 14,000 have. The statistics,',
    '`get_ticket_data` and `query_agent_jobs`, ask for a different month in each call, over one connection. An upload is 1 MB;',
    'it is compared with nothing, because no simple server does the same work.',
    `Measured on ${stores.map(({ store }) => store).join(' and ')}.`,
    '',
    'See also [overload](overload.md) for load beyond the capacity, [faults](faults.md) for crashes,',
    '[pushes](pushes.md) for the cost of pushing, and [strangers](strangers.md) for calls without a token.',
    'Pages have different figures for the same call, because they measured on other stores, under other load and on other',
    'days: [scaling](../scaling.md) and [decision 1](../decisions/0001-group-commit.md) have other figures for a create.',
    'Compare figures of one run only.',
    '',
    'A floor is a server that does almost nothing. The floor of a read is bare `node:http` that answers the same bytes; the',
    'floor of a write is Fastify that inserts three rows into SQLite with a group commit. Compare the processor time of the',
    'server per request, and its ratio to that of the floor. The requests per second depend on the load, which runs on the',
    'same machine. The rows "plain SQL and JSON.stringify" are of a server that reads with plain code: bare `node:http`,',
    'prepared statements on the same store, and `JSON.stringify`. It checks no token and no parameter, looks up no names and',
    'formats no times.',
    ...stores.flatMap(section),
    '',
  ].join('\n');
}

function section({ store, rows, startMs, idleBytes, notes }: StoreReport): string[] {
  return [
    '',
    `## ${store}`,
    '',
    '| | processor µs / request | × floor | requests / s | p50 ms | p99 ms |',
    '|---|---:|---:|---:|---:|---:|',
    ...rows.map(line),
    '',
    `Start to first answer ${(startMs / 1000).toFixed(2)} s; memory when idle ${(idleBytes / 2 ** 20).toFixed(0)} MB.`,
    ...notes,
  ];
}

function line({ name, cost, floor }: Row): string {
  const ratio = floor ? (cost.cpuMicros / floor.cpuMicros).toFixed(1) : '';
  const cells = [
    name,
    cost.cpuMicros.toFixed(0),
    ratio,
    Math.round(cost.perSecond).toLocaleString('en'),
    cost.p50Ms.toFixed(1),
    cost.p99Ms.toFixed(1),
  ];
  return `| ${cells.join(' | ')} |`;
}

function machine(): string {
  const [first] = cpus();
  const [loadAfter = 0] = loadavg();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}, ${memory} GB, ${platform()} ${arch()}, Node ${process.versions.node}, load average ${loadBefore.toFixed(1)} before and ${loadAfter.toFixed(1)} after`;
}
