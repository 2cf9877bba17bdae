import Sqlite, { type Database } from 'better-sqlite3';

const pragma = Sqlite.prototype.pragma;

/** Opens every store with another `synchronous` mode than it asks for, and hides that from it. */
export function setSynchronous(mode: 'OFF' | 'NORMAL'): void {
  Sqlite.prototype.pragma = function (this: Database, source: string, options) {
    if (source === 'synchronous = FULL') return pragma.call(this, `synchronous = ${mode}`, options);
    if (source === 'synchronous') return 2;
    return pragma.call(this, source, options);
  };
}
