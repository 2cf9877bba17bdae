import type { Tx } from '../context.ts';
import type { Queries } from '../db/database.ts';
import type { MessageKind } from './endpoint.ts';
import { parseKinds } from './endpoints.ts';

/** Which endpoints of a company asked for which kinds of message. */
export type Subscriptions = ReadonlyMap<MessageKind, readonly string[]>;

/** Reads them all; use it through `snapshots.get(companyId, loadSubscriptions)`. */
async function loadSubscriptions(query: Queries, companyId: string): Promise<Subscriptions> {
  const endpoints = await query
    .selectFrom('push_endpoint')
    .select(['id', 'kinds'])
    .where('company_id', '=', companyId)
    .orderBy('position')
    .execute();
  const subscriptions = new Map<MessageKind, string[]>();
  for (const { id, kinds } of endpoints) {
    for (const kind of parseKinds(kinds)) subscriptions.set(kind, [...(subscriptions.get(kind) ?? []), id]);
  }
  return subscriptions;
}

/** The ids of the endpoints that asked for it. A paused one too: its messages wait for it. */
export async function subscribers(tx: Tx, kind: MessageKind): Promise<readonly string[]> {
  const subscriptions = await tx.snapshots.get(tx.company.id, loadSubscriptions, tx);
  return subscriptions.get(kind) ?? [];
}
