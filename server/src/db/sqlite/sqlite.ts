import { stat } from 'node:fs/promises';
import type { Database, FirstReads } from '../database.ts';
import { sqlite } from '../dialect.ts';
import { type Command, once } from '../group/commit.ts';
import { type MigrationProgress, migrate, migrations } from '../migrate.ts';
import { makeQueryBuilder } from '../queries.ts';
import { openAside } from './aside.ts';
import { backUpBeforeMigration } from './before-migration.ts';
import { SqliteWriter, type WriterOptions } from './commit.ts';
import { compactInThread, dropLog } from './compact.ts';
import { connectSqlite, makeSqliteRunner, type SqliteConnection } from './connection.ts';
import { demandRoom } from './room.ts';
import { filesOfStore } from './store-files.ts';

/** How often the store checks, also when idle, that its files are in place and whether a full disk has room again. */
const lookEveryMs = 1000;

/** Opens the SQLite store in the folder: one connection that writes, one that only reads, and `aside` with its thread. */
export async function openSqlite(
  folder: string,
  { progress, ...options }: Omit<WriterOptions, 'files'> & { readonly progress: MigrationProgress },
): Promise<Database> {
  const writing = connectSqlite(folder, 'write');
  try {
    await backUpBeforeMigration(writing, folder);
    await migrateSqlite(writing, progress);
  } catch (error) {
    writing.close();
    throw error;
  }
  const reading = connectSqlite(folder, 'read');
  // 64 MB; a negative size counts KiB. Tickets are spread over the whole file: with the usual 16 MB nearly every call reads
  // pages from the file.
  reading.pragma(`cache_size = ${-64 * 2 ** 10}`);
  const pageSize = Number(reading.pragma('page_size', { simple: true }));
  const read = makeSqliteRunner(reading);
  const files = filesOfStore(folder);
  const writer = new SqliteWriter(writing, { ...options, files });
  const looking = setInterval(() => writer.look(), lookEveryMs).unref();
  const aside = openAside(folder);
  const size = () => Number(reading.pragma('page_count', { simple: true })) * pageSize;

  return {
    kind: 'sqlite',
    query: makeQueryBuilder(sqlite)(read),
    aside: makeQueryBuilder(sqlite)(aside.run),
    write: <Result>(_key: string, command: Command, reads?: FirstReads<unknown>) =>
      writer.write(command, reads) as Promise<Result>,
    dropLog: () => writer.between(async () => dropLog(writing)),
    size,
    bytesOnDisk: async () => size() + ((await stat(files.log).catch(() => undefined))?.size ?? 0),
    pools: () => [],
    compact: () =>
      writer.between(async () => {
        demandRoom(folder, size());
        const isDone = await compactInThread(folder);
        if (isDone) writing.exec('delete from erased_contents');
        return isDone;
      }),
    trouble: () => writer.trouble(),
    close: once(async () => {
      clearInterval(looking);
      await Promise.all([writer.drain(), aside.close()]);
      await writer.finish();
      reading.close();
      writing.close();
    }),
  };
}

async function migrateSqlite(connection: SqliteConnection, progress: MigrationProgress): Promise<void> {
  const run = makeSqliteRunner(connection);
  const commit = async () => {
    connection.exec('COMMIT');
    connection.exec('BEGIN IMMEDIATE');
  };
  connection.exec('BEGIN IMMEDIATE');
  try {
    await migrate(makeQueryBuilder(sqlite)(run), sqlite, migrations, { progress, commit });
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}
