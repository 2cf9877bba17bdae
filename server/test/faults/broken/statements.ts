import Sqlite, { type Database, type Statement } from 'better-sqlite3';

const prepare = Sqlite.prototype.prepare;

/**
 * Lets a broken variant replace SQLite's `run`: `stand` is called with every prepared statement and its text. Loaded
 * into a server with `--import`, before a store is opened.
 */
export function replaceRuns(stand: (sql: string, statement: Statement, connection: Database) => void): void {
  Sqlite.prototype.prepare = function (this: Database, sql: string) {
    const statement = prepare.call(this, sql) as Statement;
    stand(sql, statement, this);
    return statement;
  } as typeof prepare;
}
