import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Words } from '@gongdan/contract';
import type { Config } from '../../config/config.ts';
import { serviceUrl } from '../../config/setting-kinds.ts';
import type { Database, Queries } from '../../db/database.ts';
import { demandFittingKey } from '../../db/fitting-key.ts';
import { openDatabase } from '../../db/open.ts';
import { countNodes } from '../../db/postgres/serving.ts';
import { openReader, type Reader, type StorePlace } from '../../db/reader.ts';
import { refusedCommand } from '../../errors.ts';
import { forgetLeases } from '../../push/claim.ts';
import { presentKey } from '../../vault.ts';
import type { Invocation } from '../command-line/declaration.ts';
import { copyStore, type Move, proveStore } from '../move/move.ts';
import type { ProvedTable } from '../move/proof.ts';
import type { Column, Terminal } from '../terminal/terminal.ts';
import { lockFolder, tryToLockFolder } from './folder-lock.ts';

/** The record of a move, in a file of the data folder. It is written at the start, and at the end with the proof. */
interface MoveRecord {
  readonly from: string;
  readonly to: string;
  /** True once both stores were found equal while no server ran. False before that, and when tables differ. */
  readonly moved: boolean;
  readonly at: string;
  readonly tables: readonly ProvedTable[];
}

const postgresUrl = serviceUrl('postgres', 'postgresql');

/**
 * Copies the store that the settings name to a store of the other kind. While a server runs, this copies most of the data.
 * When no server runs, the same command copies the rest and compares all rows of both stores.
 */
export async function move({ terminal, config }: Invocation, to: string): Promise<void> {
  const [from, target] = placesOf(config, to);
  const recordPath = join(
    config.data,
    `move-${createHash('sha256').update(keyOf(target)).digest('hex').slice(0, 8)}.json`,
  );
  const lock = 'folder' in from ? tryToLockFolder(from.folder) : undefined;
  const targetLock = 'folder' in target ? lockFolder(target.folder) : undefined;
  const reader = await openReader(from);
  try {
    await demandKey(reader.query, config, target);
    const isIdle = 'folder' in from ? lock !== undefined : (await countNodes(reader.query)) === 0;
    const record = await moveTo({ reader, from, place: target, recordPath, isIdle }, terminal);
    printRecord(terminal, record);
    for (const words of adviceOn(config, target, record)) terminal.say(words);
    // 1: the stores differ. 3: a server was still writing, and the command has to be run again.
    if (!record.moved) process.exitCode = isIdle ? 1 : 3;
  } finally {
    await reader.close();
    for (const one of [lock, targetLock]) one?.release();
  }
}

function placesOf({ databaseUrl, data }: Config, to: string): [from: StorePlace, target: StorePlace] {
  const from: StorePlace = databaseUrl === null ? { folder: data } : { url: databaseUrl };
  const target: StorePlace = postgresUrl.parse(to) === undefined ? { folder: resolve(to) } : { url: to };
  if (to.includes('://') && 'folder' in target)
    throw refusedCommand({ zh: '应为 postgres://… 或文件夹', en: 'expected postgres://… or a folder' }, '--to');
  if ('folder' in from === 'folder' in target) {
    const words = {
      zh: '只能从文件夹迁移到 PostgreSQL，或者反过来；移动文件夹请停止服务后重命名',
      en: 'a store is moved from a folder to PostgreSQL or back; to move a folder, stop and rename it',
    };
    throw refusedCommand(words, '--to');
  }
  return [from, target];
}

/**
 * Refuses a key that does not fit, and a target folder with another key file: a later start without GONGDAN_KEY would use
 * that key for the moved store.
 */
async function demandKey(query: Queries, config: Config, target: StorePlace): Promise<void> {
  const key = presentKey(config);
  if (!key) throw refusedCommand(noKeyYet(config.data), 'GONGDAN_KEY');
  await demandFittingKey(query, key, config);
  if (!('folder' in target)) return;
  const other = presentKey({ key: null, data: target.folder, databaseUrl: null });
  if (!other || other.equals(key)) return;
  const path = join(target.folder, 'key');
  throw refusedCommand({
    zh: `${path} 是另一把密钥，与要搬过去的存储不符。请移走它，或换一个文件夹。`,
    en: `${path} holds another key, which does not fit the store to move; remove it, or name another folder`,
  });
}

function noKeyYet(data: string): Words {
  return {
    zh: `${data} 里还没有密钥；请先启动一次服务，或设置 GONGDAN_KEY。`,
    en: `there is no key in ${data} yet; start the server once, or set GONGDAN_KEY`,
  };
}

interface Moving {
  readonly reader: Reader;
  readonly from: StorePlace;
  readonly place: StorePlace;
  readonly recordPath: string;
  /** True when no server writes to the source. */
  readonly isIdle: boolean;
}

async function moveTo({ reader, from, place, recordPath, isIdle }: Moving, terminal: Terminal): Promise<MoveRecord> {
  const { query: source } = reader;
  const target = await openDatabase(place);
  try {
    await demandOurs(target, recordPath);
    const draft = { from: shown(from), to: shown(place), moved: false, at: new Date().toISOString(), tables: [] };
    writeRecord(recordPath, draft);
    const task: Move = { source, target, sqlite: 'folder' in from ? 'source' : 'target', progress: reporter(terminal) };
    await copyStore(task);
    if (!isIdle) return draft;
    const tables = await proveStore(task);
    const record = { ...draft, moved: tables.every(({ same }) => same), tables };
    // A killed server may have left leases of deliveries. Leases made on SQLite would never expire on PostgreSQL.
    if (record.moved) await forgetLeases(target);
    writeRecord(recordPath, record);
    return record;
  } finally {
    await target.close();
  }
}

/** Refuses a target on which servers run, and one that holds companies, unless an earlier run of this move copied them. */
async function demandOurs(target: Database, recordPath: string): Promise<void> {
  if (target.kind === 'postgres' && (await countNodes(target.query)) > 0) {
    throw refusedCommand({
      zh: '目标数据库上有服务正在运行；请先停止',
      en: 'servers are running on the store to move to; stop them first',
    });
  }
  const begun = existsSync(recordPath) && !(JSON.parse(readFileSync(recordPath, 'utf8')) as MoveRecord).moved;
  if (!begun && (await hasCompanies(target.query))) {
    throw refusedCommand({
      zh: '目标数据库里已有企业；请指定一个空的',
      en: 'the store to move to holds companies already; name an empty one',
    });
  }
}

async function hasCompanies(query: Queries): Promise<boolean> {
  return (await query.selectFrom('company').select('id').limit(1).execute()).length > 0;
}

function writeRecord(path: string, record: MoveRecord): void {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  // The complete file is renamed, so that a move that was killed does not leave a record that cannot be read.
  const unfinished = `${path}.unfinished`;
  writeFileSync(unfinished, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(unfinished, path);
}

/** Reports progress once a second and at the end of each table. */
function reporter(terminal: Terminal): Move['progress'] {
  let reportedAt = 0;
  return (table, rows, of) => {
    const at = performance.now();
    if (rows < of && at - reportedAt < 1000) return;
    reportedAt = at;
    terminal.say({ zh: `${table}：${rows} / ${of}`, en: `${table}: ${rows} of ${of}` });
  };
}

function printRecord(terminal: Terminal, record: MoveRecord): void {
  if (terminal.json) terminal.print(JSON.stringify(record, null, 2));
  else if (record.tables.length > 0) terminal.printRows(columns, record.tables);
}

const columns: readonly Column<ProvedTable>[] = [
  { title: { zh: '表', en: 'table' }, cell: ({ table }) => table },
  { title: { zh: '行数', en: 'rows' }, cell: ({ rows }) => rows },
  { title: { zh: '一致', en: 'same' }, cell: ({ same }) => (same ? '✓' : '✗') },
  { title: { zh: 'SHA-256', en: 'SHA-256' }, cell: ({ sha256 }) => sha256 },
];

function adviceOn({ key, data }: Config, target: StorePlace, { moved, tables }: MoveRecord): Words[] {
  const different = tables.filter(({ same }) => !same).map(({ table }) => table);
  if (different.length > 0) {
    const zh = `没有完成迁移：${different.join('、')} 不一致；请再次执行这条命令`;
    return [{ zh, en: `NOT moved: the stores differ in ${different.join(', ')}; run the command again` }];
  }
  if (!moved) {
    const en = 'copied, but a server is still writing: stop it, then run the same command again to finish';
    return [{ zh: '已复制，但仍有服务在写入：请停止服务，再执行同一条命令来完成', en }];
  }
  const place = 'folder' in target ? `GONGDAN_DATA=${target.folder}` : 'GONGDAN_DATABASE_URL';
  const other = key || 'folder' in target ? undefined : `GONGDAN_KEY_FILE=${join(data, 'key')}`;
  return [
    {
      zh: `迁移完成：启动时使用 ${place}，${other ?? 'GONGDAN_KEY 不变'}`,
      en: `moved: start with ${place} and ${other ?? 'GONGDAN_KEY unchanged'}`,
    },
    {
      zh: '附件没有移动：仍在数据文件夹的 files 里，或在 GONGDAN_FILES_URL',
      en: 'attachments stay where they are: in the files folder of the data folder, or at GONGDAN_FILES_URL',
    },
  ];
}

function shown(place: StorePlace): string {
  return 'folder' in place ? resolve(place.folder) : postgresUrl.show(place.url);
}

function keyOf(place: StorePlace): string {
  return 'folder' in place ? place.folder : place.url;
}
