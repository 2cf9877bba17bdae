import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { CompiledQuery, QueryResult } from 'kysely';
import { demandWritable, makeOwnFile, ownFolder } from '../private-files.ts';
import { regexp } from './regexp.ts';

export type SqliteConnection = Sqlite.Database;

const cachedStatements = 500;

/**
 * Opens a connection to the store's file for writing or reading, and checks its settings. A reader needs a folder that it
 * can write to as well, because readers share the index of the log.
 */
export function connectSqlite(folder: string, use: 'write' | 'read'): SqliteConnection {
  try {
    return connect(folder, use);
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (!/^SQLITE_(?:CANTOPEN|READONLY)/.test(String(code))) throw error;
    demandWritable(folder);
    throw error;
  }
}

function connect(folder: string, use: 'write' | 'read'): SqliteConnection {
  const path = join(folder, 'gongdan.db');
  if (use === 'write') {
    ownFolder(folder);
    // SQLite gives the log and its index the permissions of the store's file.
    makeOwnFile(path);
  }
  const connection = new Sqlite(path, { readonly: use === 'read', timeout: 5000 });
  if (use === 'write') connection.pragma('journal_mode = WAL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('trusted_schema = OFF');
  connection.pragma('cell_size_check = ON');
  // The library's own default in WAL mode is NORMAL, which loses the last commits when the power fails.
  connection.pragma('synchronous = FULL');
  // SQLite copies the pages that a savepoint may restore to a temporary file. On disk these copies take 40 µs of a
  // command of 95 µs.
  connection.pragma('temp_store = MEMORY');
  // The log is moved into the file after 12,000 pages instead of 1,000, so that a page that changes often is written to
  // the file less often.
  if (use === 'write') connection.pragma('wal_autocheckpoint = 12000');
  // 32 MB; a negative size counts KiB. Tickets are spread over the whole file: with the usual 16 MB, writes to a large store
  // often read pages from the file.
  if (use === 'write') connection.pragma(`cache_size = ${-32 * 2 ** 10}`);
  // SQLite overwrites what is deleted, so that an erased text does not stay in free pages (docs/decisions/0011).
  if (use === 'write') connection.pragma('secure_delete = ON');
  // Without a limit the log file keeps the largest size that it ever had.
  connection.pragma(`journal_size_limit = ${64 * 2 ** 20}`);
  // No index may use `regexp`: other programs that open the file do not have this function.
  connection.function('regexp', { deterministic: true }, regexp);
  assertSafe(connection);
  return connection;
}

function assertSafe(connection: SqliteConnection): void {
  assertVersion(String(connection.prepare('select sqlite_version()').pluck().get()));
  const wanted = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, trusted_schema: 0, cell_size_check: 1 };
  for (const [name, value] of Object.entries(wanted)) {
    const found = connection.pragma(name, { simple: true });
    if (found !== value) throw new Error(`SQLite runs with ${name} = ${found}, but needs ${value}`);
  }
}

/** Refuses releases whose checkpoint can lose commits of another connection (fixed in 3.51.3). */
export function assertVersion(version: string): void {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const isFixed = major > 3 || (major === 3 && (minor > 51 || (minor === 51 && patch >= 3)));
  if (!isFixed) throw new Error(`SQLite ${version} can lose commits in WAL mode; 3.51.3 or newer is needed`);
}

/**
 * Runs queries on the connection and keeps their prepared statements: to prepare a statement costs five times as much as
 * to read a row.
 */
export function makeSqliteRunner(connection: SqliteConnection): (query: CompiledQuery) => QueryResult<unknown> {
  const statements = new Map<string, Sqlite.Statement>();

  function prepared(sql: string): Sqlite.Statement {
    const known = statements.get(sql);
    if (known) return known;
    const statement = connection.prepare(sql);
    if (statements.size >= cachedStatements) statements.delete(statements.keys().next().value ?? sql);
    statements.set(sql, statement);
    return statement;
  }

  return ({ sql, parameters }) => {
    const statement = prepared(sql);
    if (statement.reader) return { rows: statement.all(parameters) };
    return { rows: [], numAffectedRows: BigInt(statement.run(parameters).changes) };
  };
}
