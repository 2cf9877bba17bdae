import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../../src/operating/demo/random.ts';
import { type History, historyUntil } from '../judge/history.ts';
import { inspect } from '../judge/inspect.ts';
import { judge } from '../judge/judge.ts';
import { openLedger } from '../strike/ledger.ts';
import { openLoad } from '../strike/load.ts';
import { furnish, serve } from '../strike/serving.ts';
import { diskOf, type Loss } from './disk.ts';
import { readRecord, recorderInto } from './disk-calls.ts';

export interface PowerOptions {
  readonly random: Random;
  /** How often the power is cut. */
  readonly cuts: number;
  /** The number of client calls while the server's disk calls are recorded. */
  readonly calls: number;
  /** A module that the server loads before ours. */
  readonly preload?: string;
}

export interface Cut {
  readonly loss: Loss;
  readonly faults: readonly string[];
}

const losses: readonly Loss[] = ['dropped', 'reordered', 'torn'];
/** Files that need not survive: SQLite's shared memory, the lock, the socket, the server's log. */
const without = ['gongdan.db-shm', 'lock', 'socket', 'server.log'];

/**
 * Records the disk calls of a server under load, then cuts the power at random moments of that record: unsynced writes
 * are lost in part or whole. After each cut the store is opened, and the judge compares it with every answer that was
 * given before the cut. The folder must be empty.
 */
export async function cutPower(folder: string, options: PowerOptions): Promise<Cut[]> {
  const { data, history, record } = await recordLoad(folder, options);
  const { random, cuts } = options;
  const moments = Array.from({ length: cuts }, () => random.between(1, record.length - 1)).sort((a, b) => a - b);
  const disk = diskOf(data, without);
  const outcomes: Cut[] = [];
  let applied = 0;
  for (const moment of moments) {
    while (applied < moment) disk.apply(record[applied++]!);
    const loss = random.pick(losses);
    const left = join(folder, 'left');
    mkdirSync(left);
    disk.cut(loss, random, left);
    const faults = await faultsIn(left, historyUntil(history, record[moment]!.begunAt));
    rmSync(left, { recursive: true });
    outcomes.push({ loss, faults });
  }
  return outcomes;
}

/** Returns the judge's findings. A store that cannot be opened is a fault, too. */
async function faultsIn(data: string, history: History): Promise<string[]> {
  try {
    return judge(history, await inspect({ data }));
  } catch (error) {
    return [`the store cannot be read: ${error}`];
  }
}

/** Records a load from the first start on an empty folder. */
async function recordLoad(folder: string, { random, calls, preload }: PowerOptions) {
  const data = join(folder, 'data');
  const recordFile = join(folder, 'record');
  mkdirSync(data);
  // strace records the wall clock, too.
  const ledger = openLedger({ now: Date.now });
  const server = await serve({ data }, { under: recorderInto(recordFile), ...(preload && { preload }) });
  await furnish({ data });
  await openLoad(ledger, random).apply(server.url, () => ledger.calls.length >= calls);
  await server.kill();
  // The clock has whole milliseconds, so an answer may have come up to 1 ms after its recorded time.
  const history = { ...ledger, calls: ledger.calls.map((call) => ({ ...call, endedAt: call.endedAt + 1 })) };
  return { data, history, record: await readRecord(recordFile, data) };
}
