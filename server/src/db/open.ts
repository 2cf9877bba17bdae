import type { Database } from './database.ts';
import { type GroupLimits, groupLimits, type Inspect, type Report } from './group/commit.ts';
import { type MigrationProgress, tellMigration } from './migrate.ts';
import { openSqlite } from './sqlite/sqlite.ts';

export interface DatabaseOptions {
  readonly limits?: Partial<GroupLimits>;
  /** Is called with faults that cannot be returned to a caller: a lost connection, an action that failed after its commit. */
  readonly report?: Report;
  /** Is called with how far a conversion of the store has come; by default writes it to standard error. */
  readonly progress?: MigrationProgress;
  /** Tests check each statement of a command with it. */
  readonly inspect?: Inspect | undefined;
}

/**
 * Opens the store in a folder (SQLite, made when missing) or at a `postgres://` address, and brings its schema up
 * to date. Throws an error for the operator when a newer release has used the store, or when the store could lose what it
 * has acknowledged, such as a PostgreSQL that runs with fsync = off.
 */
export async function openDatabase(
  where: { readonly folder: string } | { readonly url: string },
  options: DatabaseOptions = {},
): Promise<Database> {
  const { report = () => {}, progress = tellMigration(), inspect } = options;
  const chosen = { limits: { ...groupLimits, ...options.limits }, report, progress, inspect };
  if ('folder' in where) return openSqlite(where.folder, chosen);
  const { openPostgres } = await import('./postgres/postgres.ts');
  return openPostgres(where.url, chosen);
}
