import { loadavg } from 'node:os';
import type { BurstSize, Bursts } from './bursts.ts';
import type { Overload } from './overload.ts';

/** Returns the page docs/measurements/overload.md. */
export function overloadReport(bursts: readonly Bursts[], size: BurstSize, found: Overload): string {
  return [
    '# Overload',
    '',
    'The calls of a burst wait, and every one of them succeeds. When the load lasts, the server refuses calls with 503, so',
    'that it answers the accepted ones within seconds. An app that makes too many calls delays and loses its own calls, not',
    'those of other apps. [Decision 12](../decisions/0012-bursts-wait-in-lanes.md) describes how.',
    '',
    `\`npm run bench:overload\` made this page on ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node} on a machine with a load`,
    `average of ${loadavg()[1]!.toFixed(1)}. The server has its default settings; other processes of the same machine make the load.`,
    '',
    '## A burst',
    '',
    `${round(size.creates)} creates and ${round(size.lists)} lists are sent at one moment, each on a new connection, to an idle server that has served calls before.`,
    '',
    '| store | bursts | answered with success | answered 503 | answered otherwise or not at all | last answer after | tickets created, of these lost or duplicated |',
    '|---|---|---|---|---|---|---|',
    ...bursts.map(burstRow),
    '',
    '## Load that lasts',
    '',
    'Of ten calls, five read a ticket, two create one, two reply, and one lists tickets. The calls of the flood arrive at a',
    'fixed rate, however fast the server is. They are all of one app; a caller of another app sends one call at a time',
    'meanwhile. Times are measured by the callers and include delays of a busy caller. The store is SQLite.',
    '',
    '| | |',
    '|---|---|',
    ...rowsOf(found).map(([what, how]) => `| ${what} | ${how} |`),
    '',
    'The server is back to normal when half a second of ordinary load has no refusal and a p99 of at most twice that before',
    'the flood.',
    '',
  ].join('\n');
}

function burstRow({ store, longest, succeeded, refused, wrong, made, lost }: Bursts): string {
  const last = longest.map((one) => (one / 1000).toFixed(1)).join(', ');
  const cells = [
    store,
    longest.length,
    round(succeeded),
    round(refused),
    wrong,
    `${last} s`,
    `${round(made)}, ${lost}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function rowsOf(found: Overload): [string, string][] {
  const { calm, capacity, cores, times, seconds, connections, flooded, single, recoveredMs, memory, lost } = found;
  const { accepted, refused, made, wrong, broken, unsent } = flooded;
  const part = (accepted.length / seconds / capacity) * 100;
  return [
    ['capacity: 32 connections with one call at a time each', `${round(capacity)} calls / s, p99 ${ms(calm.p99Ms)}`],
    [`flood, on ${round(connections)} connections`, `${round(capacity * times)} calls / s for ${seconds} s`],
    ['processor that the server got meanwhile', `${cores.toFixed(2)} of a core`],
    ['sent', `${perSecond(accepted.length + refused.length)}; for ${perSecond(unsent)} no connection was free`],
    ['accepted', `${perSecond(accepted.length)}, ${round(part)} % of the capacity`],
    ['accepted, time to the answer', timesOf(accepted)],
    ['refused with 503 and Retry-After', `${perSecond(refused.length)}, ${timesOf(refused)}`],
    ['answered otherwise, and not answered', `${wrong} and ${broken}`],
    ['tickets acknowledged, of these lost or duplicated', `${round(made.length)}, ${lost}`],
    [
      'the caller of another app',
      `${round(single.requests)} calls, ${single.refused} not answered with success, p50 ${ms(single.p50Ms)}, p99 ${ms(single.p99Ms)}`,
    ],
    ['back to normal after', `${(recoveredMs / 1000).toFixed(1)} s`],
    ['memory of the server at the end', `${round(memory / 2 ** 20)} MB`],
  ];

  function perSecond(count: number): string {
    return `${round(count / seconds)} / s`;
  }
}

function timesOf(sorted: readonly number[]): string {
  return `p50 ${ms(at(sorted, 0.5))}, p99 ${ms(at(sorted, 0.99))}, longest ${ms(at(sorted, 1))}`;
}

function at(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

function ms(value: number): string {
  return `${Math.round(value)} ms`;
}

function round(value: number): string {
  return Math.round(value).toLocaleString('en');
}
