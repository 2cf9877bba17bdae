import type { Tx } from '../context.ts';
import type { Queries } from '../db/database.ts';
import type { MessageKind } from './endpoint.ts';
import { parseKinds } from './endpoints.ts';

/** The ids of a company's endpoints by the kind of message that they asked for. */
export type Subscriptions = ReadonlyMap<MessageKind, readonly string[]>;

/** Passed to `snapshots.get`, which calls it when the company is not in memory. */
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

/** Returns the ids of endpoints that asked for the kind, including paused ones, whose messages wait. */
export async function findSubscribers(tx: Tx, kind: MessageKind): Promise<readonly string[]> {
  const subscriptions = await tx.snapshots.get(tx.company.id, loadSubscriptions, tx);
  return subscriptions.get(kind) ?? [];
}
