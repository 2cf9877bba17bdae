import type { DbTransaction } from '../db/database.ts';
import { prepared } from '../db/prepared.ts';
import type { EndpointKey, EndpointState } from './endpoint.ts';
import type { Tried } from './settle.ts';

/** An endpoint at which every try has failed for this long is paused. */
const pausedAfterMs = 5 * 24 * 60 * 60_000;

/**
 * After a batch of tries, updates the instant since which every try at the endpoint has failed. When no try of the
 * batch was delivered, pauses the endpoint after five such days, or marks it as gone after an answer 410. Returns
 * `paused` or `gone` in these two cases, else undefined.
 */
export async function followHealth(
  tx: DbTransaction,
  key: EndpointKey,
  at: number,
  tried: readonly Tried[],
): Promise<EndpointState | undefined> {
  if (tried.length === 0) return undefined;
  if (tried.some(({ outcome }) => outcome.kind === 'delivered')) {
    await endFailing(tx, key);
    return undefined;
  }
  if (tried.some(({ outcome }) => outcome.kind === 'endpoint_gone')) {
    await setState(tx, key, 'gone', 'the receiver answered 410 Gone', at);
    return 'gone';
  }
  const first = Math.min(...tried.map(({ attempt }) => attempt.startedAt));
  const since = await failingSince(tx, key, first);
  if (since === undefined || at - since < pausedAfterMs) return undefined;
  await setState(tx, key, 'paused', 'every try of the last five days failed', at);
  return 'paused';
}

async function endFailing({ query }: DbTransaction, { companyId, id }: EndpointKey): Promise<void> {
  await forgetFailing(query, { companyId, id });
}

const forgetFailing = prepared<EndpointKey>((query, value) =>
  query
    .updateTable('push_endpoint')
    .set({ failing_since: null })
    .where('company_id', '=', value('companyId'))
    .where('id', '=', value('id'))
    .where('failing_since', 'is not', null),
);

async function failingSince({ query }: DbTransaction, key: EndpointKey, first: number): Promise<number | undefined> {
  const row = await query
    .updateTable('push_endpoint')
    .set(({ fn, val }) => ({ failing_since: fn.coalesce('failing_since', val(first)) }))
    .where('company_id', '=', key.companyId)
    .where('id', '=', key.id)
    .returning('failing_since')
    .executeTakeFirst();
  return row?.failing_since ?? undefined;
}

/** Sets the state of an endpoint; while it is not `active`, its deliveries wait. Returns false when nothing changes. */
export async function setState(
  { query }: DbTransaction,
  key: EndpointKey,
  state: EndpointState,
  reason: string,
  at: number,
): Promise<boolean> {
  const { numUpdatedRows } = await query
    .updateTable('push_endpoint')
    .set({ state, state_reason: reason, state_at: at, ...(state === 'active' && { failing_since: null }) })
    .where('company_id', '=', key.companyId)
    .where('id', '=', key.id)
    .where('state', '!=', state)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
