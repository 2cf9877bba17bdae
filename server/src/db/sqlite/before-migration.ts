import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '../migrate.ts';
import { ownFolder } from '../private-files.ts';
import { backUpSqlite } from './backup.ts';
import type { SqliteConnection } from './connection.ts';

const copiesKept = 3;

/**
 * Copies a store whose schema this release is about to change to `backups/<its last step>.db`, such as `0017_reply_order.db`,
 * and keeps the two copies before it. If an earlier start made a copy and failed, that copy stays as `<its last step>_first.db`:
 * a step commits on its way, so the store may be partly converted by now. A new store, an up-to-date one and one of a newer release are not copied.
 */
export async function backUpBeforeMigration(connection: SqliteConnection, folder: string): Promise<void> {
  const applied = appliedSteps(connection);
  const known = migrations.map(({ name }) => name);
  const last = known.findLast((name) => applied.includes(name));
  if (last === undefined || known.every((name) => applied.includes(name))) return;
  if (applied.some((name) => !known.includes(name))) return;
  const backups = join(folder, 'backups');
  ownFolder(backups);
  const [file, first, partial] = [`${last}.db`, `${last}_first.db`, `${last}.partial`].map((name) =>
    join(backups, name),
  );
  rmSync(partial!, { force: true });
  await backUpSqlite(folder, partial!);
  if (existsSync(file!) && !existsSync(first!)) renameSync(file!, first!);
  renameSync(partial!, file!);
  removeOldCopies(backups);
}

function removeOldCopies(backups: string): void {
  const copies = readdirSync(backups).filter((name) => /^[0-9]{4}_\w+\.db$/.test(name));
  const steps = [...new Set(copies.map(stepOf))].sort();
  const kept = new Set(steps.slice(-copiesKept));
  for (const name of copies) if (!kept.has(stepOf(name))) rmSync(join(backups, name));
}

function stepOf(copy: string): string {
  return copy.replace(/(_first)?\.db$/, '');
}

function appliedSteps(connection: SqliteConnection): string[] {
  const table = connection.prepare("select 1 from sqlite_master where type = 'table' and name = 'migration'").get();
  if (!table) return [];
  return connection.prepare('select name from migration').pluck().all() as string[];
}
