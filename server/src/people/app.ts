import { randomBytes } from 'node:crypto';
import type { Queries } from '../db/database.ts';
import { prepared } from '../db/prepared.ts';
import type { AppTable } from '../db/schema.ts';
import { about, type Vault } from '../vault.ts';

/** An integration's id and the key that it signs with. */
export interface AppCredential {
  readonly id: string;
  readonly companyId: string;
  readonly key: string;
}

/** Returns the credential with its key decrypted; undefined when no company of the installation has it. */
export async function findApp(query: Queries, vault: Vault, id: string): Promise<AppCredential | undefined> {
  const [row] = await appOf(query, { id });
  return row && { id, companyId: row.company_id, key: vault.open(row.sealed_key, about.appKey(id)) };
}

const appOf = prepared<{ id: string }, Pick<AppTable, 'company_id' | 'sealed_key'>>((query, value) =>
  query.selectFrom('app').select(['company_id', 'sealed_key']).where('id', '=', value('id')),
);

/** Lists the company's credentials, in the company's order. */
export async function listApps(
  query: Queries,
  vault: Vault,
  companyId: string,
): Promise<(AppCredential & { position: number })[]> {
  const rows = await query
    .selectFrom('app')
    .select(['id', 'sealed_key', 'position'])
    .where('company_id', '=', companyId)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map(({ id, sealed_key, position }) => ({
    id,
    companyId,
    key: vault.open(sealed_key, about.appKey(id)),
    position,
  }));
}

/** Adds a credential. Its id must be unique in the installation. The caller checks that no other company has it. */
export async function createApp(
  query: Queries,
  vault: Vault,
  app: AppCredential & { position: number },
): Promise<void> {
  const { id, companyId, key, position } = app;
  await query
    .insertInto('app')
    .values({ id, company_id: companyId, sealed_key: sealKey(vault, id, key), position })
    .execute();
}

/** Encrypts a key as the row stores it. */
export function sealKey(vault: Vault, id: string, key: string): string {
  return vault.seal(key, about.appKey(id));
}

/** Makes the id and the key of a new credential, 32 hex characters each. */
export function randomApp(): { id: string; key: string } {
  return { id: randomBytes(16).toString('hex'), key: randomBytes(16).toString('hex') };
}
