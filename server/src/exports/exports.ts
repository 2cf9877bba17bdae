import { open, rm } from 'node:fs/promises';
import type { Company, DayExports } from '../context.ts';
import type { Database } from '../db/database.ts';
import type { StorePlace } from '../db/reader.ts';
import { Problem, refused } from '../errors.ts';
import { loadCompany } from '../people/company.ts';
import type { Snapshots } from '../snapshots.ts';
import { isGood, signAddress } from './address.ts';
import { type DaySpan, spanOfDay } from './day.ts';
import { makeThreadWriter } from './in-thread.ts';
import { readRevision } from './revision.ts';
import { type DayFile, openShelf } from './shelf.ts';
import { sweep } from './sweep.ts';
import { makeTurns } from './turns.ts';

export interface ExportOptions {
  readonly db: Database;
  /** The place of the store, for the threads that read it. */
  readonly place: StorePlace;
  readonly folder: string;
  /** Signs addresses. */
  readonly key: Buffer;
  readonly now: () => number;
  readonly newId: () => string;
  readonly snapshots: Snapshots;
  /** The address of this server, which is known only once it listens. */
  readonly publicUrl: () => string;
}

/** A minute after midnight, commands that began before midnight have committed, also on nodes whose clocks are slow. */
const settlingMs = 60_000;
const addressGoodMs = 24 * 3_600_000;
const mostWaiting = 100;

/** The exports of a running server. */
export interface Exporting extends DayExports {
  /** Removes files that are too old or invalid. */
  clean(): Promise<void>;
  /** Aborts the exports under way. Their callers are told to try again. */
  stop(): void;
}

export async function startExports(options: ExportOptions): Promise<Exporting> {
  const { db, folder, key, now, newId, snapshots } = options;
  const shelf = await openShelf(folder);
  const queue = makeTurns(mostWaiting);
  const stopping = new AbortController();
  const write = makeThreadWriter(options.place, stopping.signal);
  const clean = () => sweep(shelf, db.query, now());
  await clean();

  /**
   * Finds the file of the day, or makes it. The file of a day that is not over lacks later events: `any` accepts such a file,
   * `fresh` makes another one.
   */
  async function provide(
    company: Company,
    day: string,
    ofToday: 'fresh' | 'any',
  ): Promise<DayFile & { madeAt: number }> {
    const span = demandDay(company.zone, day, now());
    // True while further events of the day may be committed.
    const soFar = now() < span.before + settlingMs;
    const olderWillDo = !soFar || ofToday === 'any';
    const known = olderWillDo ? await find(company.id, day, soFar) : undefined;
    if (known) return known;
    await queue.take(`${company.id}/${day}/${soFar}`, olderWillDo, () => make(company.id, day, span, soFar));
    const found = await find(company.id, day, soFar);
    if (!found) throw new Problem('overloaded', 'the export was overtaken by an erasure, try again');
    return found;
  }

  async function find(companyId: string, day: string, soFar: boolean) {
    const file = { companyId, day, soFar, revision: await readRevision(db.query, companyId, day) };
    const madeAt = await shelf.madeAt(file);
    return madeAt === undefined ? undefined : { ...file, madeAt };
  }

  async function make(companyId: string, day: string, span: DaySpan, soFar: boolean): Promise<void> {
    const file = { companyId, day, soFar, revision: await readRevision(db.query, companyId, day) };
    const path = shelf.draft(newId());
    const begunAt = now();
    try {
      await write({ companyId, publicUrl: options.publicUrl(), day: span, path });
      await shelf.keep(path, file, begunAt);
    } finally {
      await rm(path, { force: true });
    }
    // An erasure during the export may concern what was read before it, so the file is made again.
    const revision = await readRevision(db.query, companyId, day);
    if (revision === file.revision) return;
    await shelf.remove(file);
    await make(companyId, day, span, soFar);
  }

  return {
    async ask(company, day) {
      const { madeAt } = await provide(company, day, 'fresh');
      const expires = Math.floor((now() + addressGoodMs) / 1000);
      return { madeAt, address: signAddress(key, company.id, day, expires) };
    },
    async open(address) {
      if (!isGood(key, address, now())) return undefined;
      const company = await snapshots.get(address.companyId, loadCompany);
      // An open file can be read to its end, even when it is replaced meanwhile.
      const file = await open(shelf.pathOf(await provide(company, address.day, 'any')));
      return { size: (await file.stat()).size, read: () => file.createReadStream() };
    },
    clean,
    stop() {
      stopping.abort(new Problem('overloaded', 'shutting down'));
    },
  };
}

/** Throws `time_malformed` for a day that no calendar has, or that has not begun. */
function demandDay(zone: string, day: string, now: number): DaySpan {
  const span = spanOfDay(zone, day);
  if (!span) throw refused('day', 'no such day', 'time_malformed');
  if (span.from > now) throw refused('day', 'a day to come', 'time_malformed');
  return span;
}
