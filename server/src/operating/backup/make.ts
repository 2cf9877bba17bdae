import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Words } from '@gongdan/contract';
import { version } from '../../config/version.ts';
import type { Queries } from '../../db/database.ts';
import { fits } from '../../db/fitting-key.ts';
import { openReader, type StorePlace } from '../../db/reader.ts';
import { backUpSqlite, type Progress } from '../../db/sqlite/backup.ts';
import { countRows, openCopy } from '../../db/sqlite/copy.ts';
import { refusedCommand } from '../../errors.ts';
import { openVault } from '../../vault.ts';
import { type About, attachmentEntry, entries, format } from './about.ts';
import { type ArchiveWriter, writeArchive } from './archive.ts';

/** The installation to back up. */
export interface Original {
  readonly data: string;
  readonly place: StorePlace;
  /** True when attachments are in the data folder. In a bucket they are not backed up here. */
  readonly ownFiles: boolean;
  /** The installation's key, if the archive shall hold it. */
  readonly key?: Buffer | undefined;
}

export interface MadeBackup {
  readonly rows: About['rows'];
  readonly attachments: number;
  /** Ids of attachments whose files are missing. */
  readonly missing: readonly string[];
}

/**
 * Writes a consistent copy of the store, checked for damage, and its attachments to one file. A server may be using them.
 * With PostgreSQL only the attachments are written. The file gets its name only when it is complete: until then it is in
 * the folder `FILE.part`. A killed back-up leaves this folder, and the next back-up removes it.
 */
export async function makeBackup(
  original: Original,
  file: string,
  madeAt: Date,
  progress?: Progress,
): Promise<MadeBackup> {
  if (existsSync(file)) throw refusedCommand({ zh: `${file} 已存在`, en: `${file} exists already` });
  if (!existsSync(dirname(file)))
    throw refusedCommand({ zh: `没有文件夹 ${dirname(file)}`, en: `there is no folder ${dirname(file)}` });
  const part = `${file}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { mode: 0o700 });
  try {
    const unfinished = join(part, 'archive');
    const archive = writeArchive(unfinished, join(part, entries.hashes), madeAt);
    const made = await fill(archive, original, join(part, entries.database), madeAt, progress);
    await archive.finish();
    await rename(unfinished, file);
    return made;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

async function fill(
  archive: ArchiveWriter,
  { data, place, ownFiles, key }: Original,
  copy: string,
  madeAt: Date,
  progress?: Progress,
): Promise<MadeBackup> {
  const ownStore = 'folder' in place;
  if (ownStore) await backUpSqlite(place.folder, copy, progress);
  const { query, close } = ownStore ? openCopy(copy) : await openReader(place);
  try {
    if (key && !(await fits(query, openVault(key)))) throw refusedCommand(wrongKey);
    const rows = ownStore ? await countRows(query) : {};
    const store = ownStore ? 'sqlite' : 'postgres';
    const about: About = { format, gongdan: version, madeAt: madeAt.toISOString(), store, rows };
    await archive.addText(entries.about, `${JSON.stringify(about, null, 2)}\n`);
    if (key) await archive.addText(entries.key, `${key.toString('hex')}\n`);
    if (ownStore) await archive.addFile(entries.database, copy);
    return { rows, ...(ownFiles ? await addAttachments(archive, query, data) : { attachments: 0, missing: [] }) };
  } finally {
    await close();
  }
}

const wrongKey: Words = {
  zh: '要放进备份的密钥与存储不符：存储中的密钥是用另一把密钥加密的。请设置正确的 GONGDAN_KEY，或去掉 --with-key。',
  en: 'the key to include does not fit the store, whose secrets were sealed with another key: set the right GONGDAN_KEY, or leave --with-key out',
};

/**
 * Adds the files of all attachments in the copied rows. A server stores a file before its row, so each row had its file
 * when the rows were copied. A missing file was erased since, or lost.
 */
async function addAttachments(archive: ArchiveWriter, query: Queries, data: string) {
  let attachments = 0;
  const missing: string[] = [];
  for await (const id of attachmentIds(query)) {
    const entry = attachmentEntry(id);
    const path = join(data, entry);
    if (existsSync(path)) {
      await archive.addFile(entry, path);
      attachments += 1;
    } else missing.push(id);
  }
  return { attachments, missing };
}

const rowsAtATime = 1000;

async function* attachmentIds(query: Queries): AsyncGenerator<string> {
  let last = { company_id: '', id: '' };
  for (;;) {
    const rows = await query
      .selectFrom('attachment')
      .select(['company_id', 'id'])
      .where(({ eb, refTuple, tuple }) => eb(refTuple('company_id', 'id'), '>', tuple(last.company_id, last.id)))
      .orderBy('company_id')
      .orderBy('id')
      .limit(rowsAtATime)
      .execute();
    for (const { id } of rows) yield id;
    if (rows.length < rowsAtATime) return;
    last = rows.at(-1)!;
  }
}
