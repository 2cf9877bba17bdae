import pg from 'pg';
import type { Database, FirstReads } from '../database.ts';
import { postgres } from '../dialect.ts';
import { type Command, once } from '../group/commit.ts';
import { type MigrationProgress, migrate, migrations } from '../migrate.ts';
import { makeQueryBuilder } from '../queries.ts';
import { PostgresWriter, type WriterOptions } from './commit.ts';
import { connectPool, isConflict, readOn, runOn, types } from './connection.ts';
import { sizeOf, stateOf } from './serving.ts';

/** Any number that no other program on the same database is likely to lock. */
const migrationLock = 1_735_289_163;

/** How often the store checks whether a full disk has room again. */
const lookEveryMs = 1000;

/** Opens the PostgreSQL store: connections for commands, and others for reading, so that neither starves the other. */
export async function openPostgres(
  url: string,
  options: WriterOptions & { readonly progress: MigrationProgress },
): Promise<Database> {
  const { report, progress } = options;
  await prepare(url, progress);
  const writing = connectPool(url, 'write', report);
  const reading = connectPool(url, 'read', report);
  const writer = new PostgresWriter(writing, options);
  const looking = setInterval(() => writer.look().catch(report), lookEveryMs).unref();

  const query = makeQueryBuilder(postgres)((compiled) => readOn(reading, compiled));

  return {
    kind: 'postgres',
    query,
    aside: query,
    write: <Result>(key: string, command: Command, reads?: FirstReads<unknown>) =>
      writer.write(key, command, reads) as Promise<Result>,
    dropLog: async () => true,
    size: () => 0,
    bytesOnDisk: () => sizeOf(query),
    pools: () => [stateOf('write', writing), stateOf('read', reading)],
    compact: async () => true,
    trouble: () => writer.trouble(),
    close: once(async () => {
      clearInterval(looking);
      await writer.drain();
      await Promise.all([reading.end(), writing.end()]);
    }),
  };
}

/** Checks the server and brings the schema up to date, on a connection whose statements have no time limit. */
async function prepare(url: string, progress: MigrationProgress): Promise<void> {
  const client = new pg.Client({ connectionString: url, types });
  await client.connect();
  try {
    await assertSafe(client);
    // The lock outlasts the transactions of a step, and ends with the connection.
    await client.query(`select pg_advisory_lock(${migrationLock})`);
    await migrateOn(client, progress, migrationTries);
  } finally {
    await client.end();
  }
}

/** A node of the earlier release may hold rows in another order; then one of the two transactions is rolled back. */
const migrationTries = 5;

async function migrateOn(client: pg.Client, progress: MigrationProgress, tries: number): Promise<void> {
  await client.query('begin read write');
  const commit = async () => {
    await client.query('commit');
    await client.query('begin read write');
  };
  const query = makeQueryBuilder(postgres)((compiled) => runOn(client, compiled));
  try {
    await migrate(query, postgres, migrations, { progress, commit });
    await client.query('commit');
  } catch (error) {
    if (!isConflict(error) || tries === 1) throw error;
    await client.query('rollback');
    return migrateOn(client, progress, tries - 1);
  }
}

async function assertSafe(client: pg.Client): Promise<void> {
  const { rows } = await client.query<Record<string, string>>(`
    select current_setting('server_version_num') as version, current_setting('fsync') as fsync,
      current_setting('full_page_writes') as pages, current_setting('synchronous_commit') as commits,
      current_setting('server_encoding') as encoding`);
  const { version, fsync, pages, commits, encoding } = rows[0] ?? {};
  if (Number(version) < 140_000) throw new Error('PostgreSQL 14 or newer is needed');
  if (fsync !== 'on') throw new Error('PostgreSQL runs with fsync = off and would lose tickets when the power fails');
  if (pages !== 'on') throw new Error('PostgreSQL runs with full_page_writes = off and could tear pages');
  if (commits === 'off')
    throw new Error('PostgreSQL runs with synchronous_commit = off and would lose the last tickets');
  if (encoding !== 'UTF8') throw new Error(`The database must be encoded as UTF8, not ${encoding}`);
}
