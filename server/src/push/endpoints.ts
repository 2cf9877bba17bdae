import type { DbTransaction, Queries } from '../db/database.ts';
import type { PushEndpointTable } from '../db/schema.ts';
import type { Vault } from '../vault.ts';
import { type EndpointKey, type MessageKind, messageKinds, type PushEndpoint } from './endpoint.ts';
import { newSecret, rotationMs } from './sign.ts';

/** The endpoint with its address and secrets opened; undefined when the company has none of that id. */
export async function findEndpoint(
  query: Queries,
  vault: Vault,
  key: EndpointKey,
  at: number,
): Promise<PushEndpoint | undefined> {
  const row = await query
    .selectFrom('push_endpoint')
    .selectAll()
    .where('company_id', '=', key.companyId)
    .where('id', '=', key.id)
    .executeTakeFirst();
  return row && endpointFromRow(row, vault, at);
}

/** The company's endpoints in its order. */
export async function listEndpoints(
  query: Queries,
  vault: Vault,
  companyId: string,
  at: number,
): Promise<PushEndpoint[]> {
  const rows = await query
    .selectFrom('push_endpoint')
    .selectAll()
    .where('company_id', '=', companyId)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map((row) => endpointFromRow(row, vault, at));
}

function endpointFromRow(row: PushEndpointTable, vault: Vault, at: number): PushEndpoint {
  const key = { companyId: row.company_id, id: row.id };
  const former = row.former_until !== null && at < row.former_until ? row.sealed_former_secret : null;
  return {
    ...key,
    url: vault.open(row.sealed_url, about(key, 'url')),
    form: row.form,
    kinds: parseKinds(row.kinds),
    secrets: [row.sealed_secret, former]
      .filter((sealed) => sealed !== null)
      .map((sealed) => openSecret(vault, key, sealed)),
    ack: row.ack,
    order: row.ordering,
    state: row.state,
    stateReason: row.state_reason,
    failingSince: row.failing_since,
  };
}

export function parseKinds(json: string): MessageKind[] {
  const asked: unknown = JSON.parse(json);
  return messageKinds.filter((kind) => Array.isArray(asked) && asked.includes(kind));
}

/** Gives the endpoint a new secret and returns it; the former one signs beside it for a day. */
export async function rotateSecret(
  tx: DbTransaction,
  vault: Vault,
  key: EndpointKey,
  at: number,
  random: (bytes: number) => Buffer,
): Promise<string> {
  const secret = newSecret(random);
  await tx.query
    .updateTable('push_endpoint')
    .set(({ ref }) => ({
      sealed_former_secret: ref('sealed_secret'),
      former_until: at + rotationMs,
      sealed_secret: sealSecret(vault, key, secret),
    }))
    .where('company_id', '=', key.companyId)
    .where('id', '=', key.id)
    .execute();
  return secret;
}

export function sealUrl(vault: Vault, key: EndpointKey, url: string): string {
  return vault.seal(url, about(key, 'url'));
}

export function sealSecret(vault: Vault, key: EndpointKey, secret: string): string {
  return vault.seal(secret, about(key, 'secret'));
}

function openSecret(vault: Vault, key: EndpointKey, sealed: string): string {
  return vault.open(sealed, about(key, 'secret'));
}

function about({ companyId, id }: EndpointKey, what: string): string {
  return `push:${companyId}/${id}:${what}`;
}
