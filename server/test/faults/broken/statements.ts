import Sqlite, { type Database, type Statement } from 'better-sqlite3';

const prepare = Sqlite.prototype.prepare;

/**
 * Lets a broken variant of the server replace the `run` of SQLite statements: `patch` is called with every statement
 * when it is prepared. The modules that call this are loaded into a server with `--import`, before it opens a store.
 */
export function replaceRuns(patch: (sql: string, statement: Statement, connection: Database) => void): void {
  Sqlite.prototype.prepare = function (this: Database, sql: string) {
    const statement = prepare.call(this, sql) as Statement;
    patch(sql, statement, this);
    return statement;
  } as typeof prepare;
}
