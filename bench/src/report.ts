import { arch, cpus, loadavg, platform, totalmem } from 'node:os';
import type { Cost, Effort } from './measure.ts';

/** What one store was measured with. */
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
  /** What it is compared with; floors have none, nor have uploads. */
  readonly floor?: Cost | undefined;
}

/** How busy the machine was before the first measurement, with whatever else it does. */
const [loadBefore = 0] = loadavg();

/** The page that is printed and kept as docs/measurements/benchmarks.md. */
export function report(stores: readonly StoreReport[], tickets: number, effort: Effort, at: Date): string {
  return [
    '# Benchmarks',
    '',
    `Made by \`npm run bench\` on ${at.toISOString().slice(0, 10)}: ${machine()}.`,
    `${tickets.toLocaleString('en')} tickets of ninety days; ${effort.connections} connections, each with one request under way;`,
    `${effort.rounds} interleaved rounds of ${effort.seconds} s after one to warm up; medians. Server and load are processes of`,
    'their own. No answer is cached, every answer is checked for success, settings are the defaults. Lists ask for a month',
    'and a status that some two thousand tickets have, `…_of_many` for one that some fourteen thousand have; statistics',
    'ask for a month, each call for another one, over one connection; an upload is of 1 MB and, for want of a fair floor, compared with nothing.',
    `Measured on ${stores.map(({ store }) => store).join(' and ')}.`,
    '',
    'What happens beyond the capacity is in [overload](overload.md), what a crash leaves in [faults](faults.md), what',
    'pushing costs in [pushes](pushes.md), and what calls without a token cost in [strangers](strangers.md).',
    '',
    'Requests per second are those of a machine that also makes the load; the processor time of the server per request',
    'is the figure to compare, and its ratio to the floor. The floor of reading is bare `node:http` that answers the same',
    'bytes; the floor of writing is Fastify that inserts three rows with a group commit on SQLite. Beside the floor stands',
    'what reading costs as plain code: bare `node:http`, prepared statements on the same store and `JSON.stringify`, without a',
    'token, a check, a name looked up or a moment put into words.',
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
