import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../../src/operating/demo/random.ts';
import { inspect } from '../judge/inspect.ts';
import { judge } from '../judge/judge.ts';
import { openLedger } from '../strike/ledger.ts';
import { openLoad } from '../strike/load.ts';
import { furnish, type Serving, serve } from '../strike/serving.ts';

/**
 * How the disk fails at the n-th write of the store, or at its n-th sync:
 * - `write fails`: that write gets an I/O error;
 * - `sync fails`: that sync gets an I/O error;
 * - `full`: that write and all later ones find no space;
 * - `full for a while`: that write and the next nineteen find no space.
 */
export type DiskFault = 'write fails' | 'sync fails' | 'full' | 'full for a while';

export const diskFaults: readonly DiskFault[] = ['write fails', 'sync fails', 'full', 'full for a while'];

export interface FaultyDisk {
  readonly fault: DiskFault;
  readonly nth: number;
  /** False when the server did not start: it refuses a store that it cannot open safely. */
  readonly started: boolean;
  /** The number of writes that the faulty server acknowledged. */
  readonly answered: number;
  /**
   * The number of calls answered with a failure, but for keyed ones that the next server did when they were repeated.
   */
  readonly failed: number;
  readonly faults: readonly string[];
}

const injections: Readonly<Record<DiskFault, (nth: number) => string>> = {
  'write fails': (nth) => `pwrite64:error=EIO:when=${nth}`,
  'sync fails': (nth) => `fsync,fdatasync:error=EIO:when=${nth}`,
  full: (nth) => `pwrite64:error=ENOSPC:when=${nth}+`,
  'full for a while': (nth) => `pwrite64:error=ENOSPC:when=${nth}..${nth + 19}`,
};

/**
 * How many calls the load still makes after the disk has failed: enough for twenty writes even if two calls share one.
 */
const afterFailure = 60;

/** Makes an installation in the folder and returns its data folder. Each faulty disk gets a copy of it. */
export async function furnishModel(folder: string): Promise<string> {
  const model = join(folder, 'model');
  mkdirSync(model);
  await furnish({ data: model });
  return model;
}

/**
 * Puts a load on a server whose disk has the fault. The server's answers must be true: acknowledged writes are in the
 * store, a failure is 503, reads go on, and the next server accepts writes again.
 */
export async function tryFaultyDisk(model: string, fault: DiskFault, nth: number, random: Random): Promise<FaultyDisk> {
  const data = `${model}-${diskFaults.indexOf(fault)}-${nth}`;
  cpSync(model, data, { recursive: true });
  try {
    return await loadFaulty(data, fault, nth, random);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

async function loadFaulty(data: string, fault: DiskFault, nth: number, random: Random): Promise<FaultyDisk> {
  const ledger = openLedger();
  // Few clients, so that few writes share a commit and many are acknowledged before the disk fails.
  const load = openLoad(ledger, random, 2);
  const count = (outcome: string) => ledger.calls.filter((call) => call.outcome === outcome).length;
  const faults: string[] = [];

  const server = await serve({ data }, { under: injecting(data, injections[fault](nth)) }).catch(() => undefined);
  if (server) faults.push(...(await loadUntilFailed(server)));
  const next = await serve({ data });
  const before = count('done');
  await load.apply(next.url, () => count('done') >= before + 10);
  if ((await next.stop()) !== 0) faults.push('the next server did not end well');
  faults.push(...judge(ledger, await inspect({ data })));
  return { fault, nth, started: server !== undefined, answered: before, failed: count('failed'), faults };

  async function loadUntilFailed({ url, stop }: Serving): Promise<string[]> {
    const passing = fault === 'full for a while';
    // The most calls until the fault. Two calls may share a sync, so 2 × n calls reach the n-th sync. Every call makes
    // many writes, so 120 calls are enough for the n-th write.
    const most = fault === 'sync fails' ? 2 * nth + 60 : 120;
    let enough = most;
    await load.apply(url, () => {
      const calls = ledger.calls.length;
      // After the fault some more calls are made, to see that writing resumes or, on a full disk, that it does not.
      if (enough === most && count('failed') >= (passing ? 1 : 2)) enough = Math.min(most, calls + afterFailure);
      return calls >= enough;
    });
    const untrue = ledger.calls.filter(({ outcome, status }) => outcome === 'failed' && status !== 503);
    const unread = await load.readNewest().catch((error: unknown) => error);
    const code = await stop();
    return [
      ...untrue.map(({ trace, status }) => `${trace}: answered ${status}`),
      ...(count('unanswered') > 0 ? ['calls were not answered at all'] : []),
      ...(unread === undefined ? [] : [`a ticket could not be read: ${unread}`]),
      ...(passing && ledger.calls.at(-1)?.outcome === 'failed' ? ['no write after the disk had space again'] : []),
      ...(code === 0 ? [] : [`the server ended with ${code}`]),
    ];
  }
}

/** Returns the words that, before a command, make its calls on the files of the store fail, by strace. */
function injecting(data: string, injection: string): string[] {
  const files = ['gongdan.db', 'gongdan.db-wal'].map((name) => `-P${join(data, name)}`);
  const names = injection.split(':')[0];
  return ['strace', '-D', '-f', '-qq', '-o', '/dev/null', ...files, `-etrace=${names}`, `-einject=${injection}`];
}
