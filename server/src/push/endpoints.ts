import type { Queries } from '../db/database.ts';
import { readInOrder } from '../db/in-order.ts';
import { prepared } from '../db/prepared.ts';
import type { PushEndpointTable } from '../db/schema.ts';
import { about, type Vault } from '../vault.ts';
import { type EndpointKey, type MessageKind, messageKinds, type PushEndpoint } from './endpoint.ts';
import { makeSigner } from './sign.ts';

/** For this long after a change, messages are signed with the former secret as well. */
const rotationMs = 24 * 60 * 60_000;

/** Returns the endpoint with its address and secrets decrypted; undefined when the company has none of that id. */
export async function findEndpoint(query: Queries, vault: Vault, key: EndpointKey): Promise<PushEndpoint | undefined> {
  const [row] = await selectEndpoint(query, key);
  return row && endpointFromRow(row, vault);
}

const selectEndpoint = prepared<EndpointKey, PushEndpointTable>((query, value) =>
  query
    .selectFrom('push_endpoint')
    .selectAll()
    .where('company_id', '=', value('companyId'))
    .where('id', '=', value('id')),
);

/** Returns the company's endpoints in the order of their positions. */
export async function listEndpoints(query: Queries, vault: Vault, companyId: string): Promise<PushEndpoint[]> {
  const rows = await readInOrder(query, 'push_endpoint', companyId);
  return rows.map((row) => endpointFromRow(row, vault));
}

function endpointFromRow(row: PushEndpointTable, vault: Vault): PushEndpoint {
  const key = { companyId: row.company_id, id: row.id };
  const open = (sealed: string | null) =>
    sealed === null ? '' : vault.open(sealed, about.endpoint(key.companyId, key.id, 'secret'));
  const [secret, former] = [open(row.sealed_secret), open(row.sealed_former_secret)];
  return {
    ...key,
    url: vault.open(row.sealed_url, about.endpoint(key.companyId, key.id, 'url')),
    form: row.form,
    kinds: parseKinds(row.kinds),
    secret,
    signers: [
      ...(secret === '' ? [] : [makeSigner(secret)]),
      ...(former === '' ? [] : [makeSigner(former, row.former_until ?? 0)]),
    ],
    ack: row.ack,
    order: row.ordering,
    position: row.position,
    state: row.state,
    stateReason: row.state_reason,
    failingSince: row.failing_since,
  };
}

export function parseKinds(json: string): MessageKind[] {
  const asked: unknown = JSON.parse(json);
  return messageKinds.filter((kind) => Array.isArray(asked) && asked.includes(kind));
}

/** The part of an endpoint that a company sets. */
export type EndpointSettings = Pick<PushEndpoint, 'url' | 'form' | 'kinds' | 'secret' | 'ack' | 'order' | 'position'>;

/**
 * Creates or updates an endpoint. When the secret changes, the former one also signs for a day. When the address changes,
 * a paused or gone endpoint becomes active again.
 */
export async function saveEndpoint(
  query: Queries,
  vault: Vault,
  key: EndpointKey,
  settings: EndpointSettings,
  at: number,
): Promise<void> {
  const stored = await findEndpoint(query, vault, key);
  const { url, form, kinds, ack, order, position, secret } = settings;
  const row = {
    ...(url !== stored?.url && {
      sealed_url: vault.seal(url, about.endpoint(key.companyId, key.id, 'url')),
      ...activeColumns(at),
    }),
    ...(secret !== (stored?.secret ?? '') && secretColumns(vault, key, secret, stored, at)),
    form,
    kinds: JSON.stringify(kinds),
    ack,
    ordering: order,
    position,
  };
  if (stored) await updateEndpoint(query, key, row);
  else await insertEndpoint(query, key, row);
}

function activeColumns(at: number) {
  return { state: 'active', state_reason: '', state_at: at, failing_since: null } as const;
}

function secretColumns(vault: Vault, key: EndpointKey, secret: string, stored: PushEndpoint | undefined, at: number) {
  const seal = (text: string) =>
    text === '' ? null : vault.seal(text, about.endpoint(key.companyId, key.id, 'secret'));
  const former = stored?.secret ?? '';
  return {
    sealed_secret: seal(secret),
    sealed_former_secret: seal(former),
    former_until: former === '' ? null : at + rotationMs,
  };
}

async function insertEndpoint(query: Queries, key: EndpointKey, row: Partial<PushEndpointTable>): Promise<void> {
  // For a new endpoint, `saveEndpoint` gives every other column.
  const none = { sealed_secret: null, sealed_former_secret: null, former_until: null, worker: '', worker_until: 0 };
  await query
    .insertInto('push_endpoint')
    .values({ company_id: key.companyId, id: key.id, ...none, ...row } as PushEndpointTable)
    .execute();
}

async function updateEndpoint(query: Queries, key: EndpointKey, row: Partial<PushEndpointTable>): Promise<void> {
  await query
    .updateTable('push_endpoint')
    .set(row)
    .where('company_id', '=', key.companyId)
    .where('id', '=', key.id)
    .execute();
}
