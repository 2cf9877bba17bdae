import type { Database, DbTransaction } from '../db/database.ts';
import type { EndpointKey } from './endpoint.ts';
import { blankErased } from './erase.ts';
import { waiting } from './state.ts';

const longestDueMs = 30 * 24 * 60 * 60_000;
const rowsAtATime = 200;

/**
 * Gives up deliveries of an endpoint that have been due for thirty days, and records the reason of each as its last
 * try. Usually the endpoint is paused, gone or removed: at an active one deliveries wait that long only if no server
 * was running.
 */
export async function giveUpForgotten(db: Database, key: EndpointKey, now: number): Promise<void> {
  for (;;) {
    const count = await db.write(key.companyId, (tx) => giveUpSome(tx, key, now));
    if (count < rowsAtATime) return;
  }
}

async function giveUpSome(tx: DbTransaction, key: EndpointKey, now: number): Promise<number> {
  const { query } = tx;
  tx.flush('push_delivery');
  const forgotten = await query
    .selectFrom('push_delivery')
    .select(['position', 'attempts'])
    .where('company_id', '=', key.companyId)
    .where('endpoint_id', '=', key.id)
    .where('state', '=', waiting)
    .where('due_at', '<=', now - longestDueMs)
    .where('lease_until', '<=', now)
    .orderBy('due_at')
    .limit(rowsAtATime)
    .execute();
  if (forgotten.length === 0) return 0;
  const positions = forgotten.map(({ position }) => position);
  await query
    .updateTable('push_delivery')
    .set(({ eb }) => ({ state: 'given_up', settled_at: now, attempts: eb('attempts', '+', 1) }))
    .where('company_id', '=', key.companyId)
    .where('endpoint_id', '=', key.id)
    .where('position', 'in', positions)
    .execute();
  const reason = {
    status: null,
    fault: 'waited_too_long',
    fault_text: 'due for thirty days at an endpoint out of use',
  };
  const rows = forgotten.map(({ position, attempts }) => ({
    company_id: key.companyId,
    endpoint_id: key.id,
    position,
    number: attempts + 1,
    started_at: now,
    took_ms: 0,
    ...reason,
    answer: '',
    received_at: '',
  }));
  await query.insertInto('push_attempt').values(rows).execute();
  await blankErased(tx, key.companyId, now, positions);
  return forgotten.length;
}
