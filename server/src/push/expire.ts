import type { Database, DbTransaction } from '../db/database.ts';
import type { EndpointKey } from './endpoint.ts';
import { waiting } from './state.ts';

const patienceMs = 30 * 24 * 60 * 60_000;
const rowsAtATime = 200;

/** Gives up deliveries that have been due for thirty days at a paused or gone endpoint, and records that as a try. */
export async function giveUpForgotten(db: Database, key: EndpointKey, now: number): Promise<void> {
  for (;;) {
    const count = await db.write(key.companyId, (tx) => giveUpSome(tx, key, now));
    if (count < rowsAtATime) return;
  }
}

async function giveUpSome({ query, flush }: DbTransaction, key: EndpointKey, now: number): Promise<number> {
  flush('push_delivery');
  const forgotten = await query
    .selectFrom('push_delivery')
    .select(['position', 'attempts'])
    .where('company_id', '=', key.companyId)
    .where('endpoint_id', '=', key.id)
    .where('state', '=', waiting)
    .where('due_at', '<=', now - patienceMs)
    .where('lease_until', '<=', now)
    .orderBy('due_at')
    .limit(rowsAtATime)
    .execute();
  if (forgotten.length === 0) return 0;
  await query
    .updateTable('push_delivery')
    .set(({ eb }) => ({ state: 'given_up', settled_at: now, attempts: eb('attempts', '+', 1) }))
    .where('company_id', '=', key.companyId)
    .where('endpoint_id', '=', key.id)
    .where(
      'position',
      'in',
      forgotten.map(({ position }) => position),
    )
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
  return forgotten.length;
}
