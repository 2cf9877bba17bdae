import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { applyCompanyFile } from '../../company-file/apply.ts';
import { faultsProblem, readCompanyFile } from '../../company-file/read.ts';
import type { Installation } from '../../company-file/section.ts';
import type { Config } from '../../config/config.ts';
import { type Commanding, type FileStore, run } from '../../context.ts';
import { openDatabase } from '../../db/open.ts';
import { openFolderStore } from '../../files/store.ts';
import { noteUpload } from '../../files/upload.ts';
import { makeIdSource } from '../../ids.ts';
import { loadCompany } from '../../people/company.ts';
import { makeSnapshots } from '../../snapshots.ts';
import { installationKey, openVault } from '../../vault.ts';
import { atATime, type ContextAt, type HistoryProgress, type HistorySize, makeHistory } from './history.ts';
import { dayMs } from './moments.ts';
import { keepPictures } from './pictures.ts';
import { seedRandom } from './random.ts';

const companyFile = fileURLToPath(new URL('company.yaml', import.meta.url));
const seed = 20_180_918;

/** The limits of commit groups while history is written: few large commits. */
export const bulk = { commands: atATime, ms: 60_000, waiting: atATime };

const demoSize: HistorySize = { customers: 2_000, tickets: 20_000, days: 90 };

/** Returns settings for a SQLite store in the folder `demo` of the data folder, whatever other store is configured. */
export function demoConfig(config: Config): Config {
  return { ...config, data: join(config.data, 'demo'), databaseUrl: null, filesUrl: null, key: null };
}

export function isPrepared({ data }: Config): boolean {
  return existsSync(join(data, 'gongdan.db'));
}

/**
 * Makes the demo company and its history in the data folder, whose lock the caller must hold. When it is interrupted,
 * the next call starts over.
 */
export async function prepareDemo(
  config: Config,
  now: number,
  reactors: Commanding['reactors'],
  { size = demoSize, progress }: { size?: HistorySize; progress?: HistoryProgress } = {},
): Promise<void> {
  const unfinished = join(config.data, 'unfinished');
  await rm(unfinished, { recursive: true, force: true });
  const db = await openDatabase({ folder: unfinished }, { limits: bulk });
  try {
    const files = await openFolderStore(join(config.data, 'files'), seedRandom(seed + 1).bytes);
    await makeDemoCompany({ db, vault: openVault(installationKey(config)), reactors, files, progress }, now, size);
  } finally {
    await db.close();
  }
  await rename(join(unfinished, 'gongdan.db'), join(config.data, 'gongdan.db'));
  await rm(unfinished, { recursive: true });
}

/**
 * Makes the company and its history in a store opened with the limits `bulk`. Returns the company's id. Without `files`,
 * tickets have links but no attachments.
 */
export async function makeDemoCompany(
  {
    db,
    vault,
    reactors,
    files,
    progress,
  }: Pick<Installation, 'db' | 'vault'> &
    Pick<Commanding, 'reactors'> & { files?: FileStore; progress?: HistoryProgress | undefined },
  now: number,
  size: HistorySize,
): Promise<string> {
  const random = seedRandom(seed);
  const founded = now - (size.days + 2) * dayMs;
  let clock = founded;
  // An id begins with a time. It is the moment of the context whose `now` was called last, so that ids suit the history.
  const newId = makeIdSource(() => clock, random.bytes);
  const snapshots = makeSnapshots(db.query);
  const file = await readCompanyFile(companyFile);
  const applied = await applyCompanyFile({ db, vault, snapshots, now: () => founded, newId }, file.content);
  if ('faults' in applied) throw faultsProblem(file, applied.faults);

  const company = await snapshots.get(applied.companyid, loadCompany);
  const shared = { db, newId, reactors, snapshots, company };
  const contextAt: ContextAt = (moment) => ({
    ...shared,
    now() {
      clock = moment;
      return moment;
    },
  });
  const pictures = files ? await keepPictures(files) : [];
  for (const picture of pictures) await run(contextAt(founded), (tx) => noteUpload(tx, picture));
  await makeHistory(contextAt, { random, now, size, pictures, progress });
  return company.id;
}
