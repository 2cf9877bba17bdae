import { loadavg } from 'node:os';
import type { Answered } from '../load.ts';
import type { Flooded } from './flood.ts';

export interface Overload {
  readonly calm: Answered;
  readonly capacity: number;
  readonly times: number;
  readonly seconds: number;
  readonly connections: number;
  readonly flooded: Flooded;
  readonly recoveredMs: number;
  readonly memory: number;
  readonly lost: number;
}

/** The page that is printed and kept as docs/overload.md. */
export function overloadReport(found: Overload): string {
  const { calm, capacity, times, seconds, connections, flooded, recoveredMs, memory, lost } = found;
  const { accepted, refused, made, wrong, broken, unsent } = flooded;
  const rows: [string, string][] = [
    [
      'capacity: 32 connections, each with one request under way',
      `${round(capacity)} calls / s, p99 ${ms(calm.p99Ms)}`,
    ],
    [`arriving in the flood, on ${connections} connections`, `${round(capacity * times)} calls / s for ${seconds} s`],
    [
      'sent',
      `${round((accepted.length + refused.length) / seconds)} / s; ${round(unsent / seconds)} / s found no caller free`,
    ],
    [
      'accepted',
      `${round(accepted.length / seconds)} / s, ${round((accepted.length / seconds / capacity) * 100)} % of the capacity`,
    ],
    [
      'accepted, time to the answer',
      `p50 ${ms(at(accepted, 0.5))}, p99 ${ms(at(accepted, 0.99))}, longest ${ms(at(accepted, 1))}`,
    ],
    [
      'refused with 503 and Retry-After',
      `${round(refused.length / seconds)} / s, p50 ${ms(at(refused, 0.5))}, p99 ${ms(at(refused, 0.99))}`,
    ],
    ['answered otherwise, or not at all', `${wrong} and ${broken}`],
    ['tickets acknowledged, of them lost or doubled', `${round(made.length)}, ${lost}`],
    ['back to normal after', `${(recoveredMs / 1000).toFixed(1)} s`],
    ['memory at the end', `${round(memory / 2 ** 20)} MB`],
  ];
  return [
    '# Overload',
    '',
    `Made by \`npm run bench:overload\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, load average of the machine`,
    `${loadavg()[1]!.toFixed(1)}: the server on SQLite with its default settings, and the load in processes of its own beside it.`,
    'Of ten calls five look at a ticket, two make one, two answer one, and one lists. Calls of the flood arrive at their',
    'rate whatever the server does; times are seen by the caller, and include how late the busy caller looked.',
    '',
    '| | |',
    '|---|---|',
    ...rows.map(([what, how]) => `| ${what} | ${how} |`),
    '',
    'Normal is half a second of ordinary load without a refusal, its p99 no more than twice that before the flood.',
    '',
  ].join('\n');
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
