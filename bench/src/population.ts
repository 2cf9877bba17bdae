import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CompanySettings } from '../../server/src/context.ts';
import { openDatabase } from '../../server/src/db/open.ts';
import { bulk, makeDemoCompany } from '../../server/src/operating/demo/prepare.ts';
import { copyStore } from '../../server/src/operating/move/move.ts';
import { keepLog } from '../../server/src/tickets/rows/update-log.ts';
import { openVault } from '../../server/src/vault.ts';
import { logEntry } from '../../server/src/wire/log.ts';

/** The installation key of every store of the bench. */
export const key = '0b'.repeat(32);

export type Where = { readonly folder: string } | { readonly url: string };

/** Fills an empty store with the demo company and this many tickets, created within the last `days` days. */
async function populate(folder: string, tickets: number, days: number): Promise<void> {
  const db = await openDatabase({ folder }, { limits: bulk });
  const secrets = openVault(Buffer.from(key, 'hex'));
  const size = { customers: 2_000, tickets, days };
  await makeDemoCompany({ db, vault: secrets, reactors: [keepLog(logEntry)] }, Date.now(), size);
  await db.close();
}

/**
 * Returns a folder with a SQLite store of this many tickets. The store is made once and kept. Every call returns a fresh
 * copy, always in the same folder, so the copy of the previous call is gone.
 */
export async function sqliteFolder(home: string, tickets: number, days = 90): Promise<string> {
  const kept = join(home, days === 90 ? `tickets-${tickets}` : `tickets-${tickets}-in-${days}-days`);
  if (!existsSync(kept)) {
    const unfinished = `${kept}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(dirname(unfinished), { recursive: true });
    await populate(unfinished, tickets, days);
    await rename(unfinished, kept);
  }
  const folder = join(home, 'run');
  await rm(folder, { recursive: true, force: true });
  await cp(kept, folder, { recursive: true });
  return folder;
}

/** Copies the SQLite store of a folder to an empty PostgreSQL database. This is much faster than making the store again. */
export async function copyToPostgres(folder: string, url: string): Promise<void> {
  const source = await openDatabase({ folder });
  const target = await openDatabase({ url });
  await copyStore({ source: source.query, target, sqlite: 'source', progress: () => {} });
  await Promise.all([source.close(), target.close()]);
}

/** Allows a ticket to be evaluated more than once. No server may be running on the store. */
export async function letEvaluationsChange(where: Where): Promise<void> {
  const db = await openDatabase(where);
  await db.write('bench', async ({ query }) => {
    const { settings } = await query.selectFrom('company').select('settings').executeTakeFirstOrThrow();
    const changed = { ...(JSON.parse(settings) as CompanySettings), changeEvaluation: true };
    await query
      .updateTable('company')
      .set({ settings: JSON.stringify(changed) })
      .execute();
  });
  await db.close();
}
