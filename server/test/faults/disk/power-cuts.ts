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
  /** Calls of the clients while all that the server asks of its disk is recorded. */
  readonly calls: number;
  /** A module that the server loads first. */
  readonly preload?: string;
}

export interface Cut {
  readonly loss: Loss;
  readonly faults: readonly string[];
}

const losses: readonly Loss[] = ['dropped', 'reordered', 'torn'];
/** Shared memory, the lock and what is no part of the store. */
const without = ['gongdan.db-shm', 'lock', 'socket', 'server.log'];

/**
 * Records what a server asks of its disk under its load, then cuts the power at moments of that record: what was not
 * synced is lost, in part or whole, our own store opens what is left, and the judge compares it with what had been
 * answered by then. The folder is empty.
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

/** A store that does not open any more has lost everything. */
async function faultsIn(data: string, history: History): Promise<string[]> {
  try {
    return judge(history, await inspect({ data }));
  } catch (error) {
    return [`the store cannot be read: ${error}`];
  }
}

/** From the first start on an empty folder. */
async function recordLoad(folder: string, { random, calls, preload }: PowerOptions) {
  const data = join(folder, 'data');
  const recordFile = join(folder, 'record');
  mkdirSync(data);
  // The clock of the record.
  const ledger = openLedger({ now: Date.now });
  const server = await serve({ data }, { under: recorderInto(recordFile), ...(preload && { preload }) });
  await furnish({ data });
  await openLoad(ledger, random).apply(server.url, () => ledger.calls.length >= calls);
  await server.kill();
  // The clock of the clients shows whole milliseconds: an answer came in the course of one.
  const history = { ...ledger, calls: ledger.calls.map((call) => ({ ...call, endedAt: call.endedAt + 1 })) };
  return { data, history, record: await readRecord(recordFile, data) };
}
