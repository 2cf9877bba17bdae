import { randomBytes } from 'node:crypto';
import type { Queries } from '../db/database.ts';
import { prepared } from '../db/prepared.ts';
import type { AppTable } from '../db/schema.ts';
import { Problem } from '../errors.ts';
import type { Vault } from '../vault.ts';

/** An integration's id and the key that it signs with. */
export interface AppCredential {
  readonly id: string;
  readonly companyId: string;
  readonly key: string;
}

/** Returns the credential with its key decrypted; undefined when no company of the installation has it. */
export async function findApp(query: Queries, vault: Vault, id: string): Promise<AppCredential | undefined> {
  const [row] = await appOf(query, { id });
  return row && { id, companyId: row.company_id, key: vault.open(row.sealed_key, about(id)) };
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
    key: vault.open(sealed_key, about(id)),
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
  return vault.seal(key, about(id));
}

/** Makes the id and the key of a new credential, 32 hex characters each. */
export function randomApp(): { id: string; key: string } {
  return { id: randomBytes(16).toString('hex'), key: randomBytes(16).toString('hex') };
}

/** Throws Problem when the stored credentials were encrypted with another key than the vault's. */
export async function demandFittingKey(query: Queries, vault: Vault): Promise<void> {
  const row = await query.selectFrom('app').select(['id', 'sealed_key']).limit(1).executeTakeFirst();
  if (!row) return;
  try {
    vault.open(row.sealed_key, about(row.id));
  } catch (cause) {
    throw new Problem('request_refused', "this installation's secrets were sealed with another key", { cause });
  }
}

/** Returns the text to which a sealed key is bound, so that it cannot be opened as the key of another app. */
function about(appId: string): string {
  return `app:${appId}`;
}
