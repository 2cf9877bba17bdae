import Sqlite, { type Database, type Statement } from 'better-sqlite3';

const prepare = Sqlite.prototype.prepare;

/**
 * Lets broken variants of the store stand between it and SQLite: `stand` gets every statement that is prepared, with
 * its text, and may put another `run` into it. Loaded into a server with `--import`, before anything is opened.
 */
export function replaceRuns(stand: (sql: string, statement: Statement, connection: Database) => void): void {
  Sqlite.prototype.prepare = function (this: Database, sql: string) {
    const statement = prepare.call(this, sql) as Statement;
    stand(sql, statement, this);
    return statement;
  } as typeof prepare;
}
