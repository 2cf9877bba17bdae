import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import Sqlite from 'better-sqlite3';
import pg from 'pg';

interface Recording {
  /** The commit whose server wrote the store. */
  readonly recorded: string;
  readonly kept: object;
}

/** Queries the stopped store. */
type Ask = (sql: string) => Promise<Record<string, unknown>[]>;

/** Replaces the folder by one with the store, its files and exports, the server's answers and the manifest. */
export async function keepStore(
  target: string,
  data: string,
  databaseUrl: string | undefined,
  { recorded, kept }: Recording,
): Promise<void> {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const folder of ['files', 'exports']) cpSync(join(data, folder), join(target, folder), { recursive: true });
  const manifest = databaseUrl === undefined ? await keepSqlite(data, target) : await keepPostgres(databaseUrl, target);
  pack(join(target, 'answers.json.br'), Buffer.from(JSON.stringify(kept)));
  const { madeAt, ticketIds, names } = kept as { madeAt: number; ticketIds: string[]; names: object };
  const whole = { recorded, madeAt, ...manifest, names, ticketIds };
  writeFileSync(join(target, 'manifest.json'), `${JSON.stringify(whole, null, 2)}\n`);
}

async function keepSqlite(data: string, target: string): Promise<object> {
  const file = join(data, 'gongdan.db');
  const store = new Sqlite(file, { fileMustExist: true });
  // Writes the log into the store, which is one file then.
  store.pragma('journal_mode = DELETE');
  const manifest = await manifestOf(async (sql) => store.prepare(sql).all() as Record<string, unknown>[], sqliteTables);
  store.close();
  pack(join(target, 'gongdan.db.br'), readFileSync(file));
  return manifest;
}

async function keepPostgres(databaseUrl: string, target: string): Promise<object> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const manifest = await manifestOf(async (sql) => (await client.query(sql)).rows, postgresTables);
  await client.end();
  const dump = execFileSync('pg_dump', ['--inserts', '--no-owner', '--no-privileges', databaseUrl], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  // Lines with a backslash are commands of psql, and settings differ between versions of PostgreSQL.
  const statements = dump.split('\n').filter((line) => !/^(\\|SET |SELECT pg_catalog\.set_config)/.test(line));
  pack(join(target, 'dump.sql.br'), Buffer.from(statements.join('\n')));
  return manifest;
}

const sqliteTables = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name";
const postgresTables = "select tablename as name from pg_tables where schemaname = 'public' order by tablename";

/** Returns the number of rows of each table and, for some tables, which kinds of rows there are and how many. */
async function manifestOf(ask: Ask, tables: string): Promise<object> {
  const rows: Record<string, number> = {};
  for (const { name } of await ask(tables)) {
    const [counted] = await ask(`select count(*) as count from ${name}`);
    rows[String(name)] = Number(counted!.count);
  }
  const kinds = async (sql: string) => (await ask(sql)).map((row) => Object.values(row).join(' '));
  return {
    rows,
    migrations: await kinds('select name from migration order by name'),
    events: await kinds('select kind, actor_type, count(*) from event group by kind, actor_type order by 1, 2'),
    replies: await kinds('select author_type, visibility, count(*) from reply group by 1, 2 order by 1, 2'),
    deliveries: await kinds('select endpoint_id, state, count(*) from push_delivery group by 1, 2 order by 1, 2'),
    keptSections: await kinds('select name from kept_section order by name'),
    views: await kinds('select owner_type, owner_id, name from view order by owner_type, id'),
    fieldTypes: await kinds('select type, count(*) from field group by type order by type'),
  };
}

function pack(path: string, bytes: Buffer): void {
  writeFileSync(path, brotliCompressSync(bytes));
}
