import type { Database, DbTransaction } from '../db/database.ts';
import { type DeliveryFilter, selectDeliveries } from './deliveries.ts';

const rowsPerCommand = 200;

/**
 * Makes the selected deliveries due now, whatever their state, but for those that a node is trying. Each message is
 * sent with the same id and bytes as before, and may fail as often as a new one before it is given up. Erased messages
 * are left out. Returns how many deliveries will be sent.
 */
export async function replayDeliveries(
  db: Database,
  companyId: string,
  filter: DeliveryFilter,
  at: number,
): Promise<number> {
  let count = 0;
  let last: Place = { position: 0, endpointId: '' };
  for (;;) {
    const places = await nextPlaces(db, companyId, filter, last);
    if (places.length === 0) return count;
    count += await db.write(companyId, (tx) => makeDue(tx, companyId, places, at));
    last = places.at(-1)!;
  }
}

interface Place {
  readonly position: number;
  readonly endpointId: string;
}

function nextPlaces(db: Database, companyId: string, filter: DeliveryFilter, last: Place): Promise<Place[]> {
  return selectDeliveries(db.query, companyId, filter)
    .select(['delivery.position', 'delivery.endpoint_id as endpointId'])
    .where(({ eb, refTuple, tuple }) =>
      eb(refTuple('delivery.position', 'delivery.endpoint_id'), '>', tuple(last.position, last.endpointId)),
    )
    .where('message.erased_at', 'is', null)
    .orderBy('delivery.position')
    .orderBy('delivery.endpoint_id')
    .limit(rowsPerCommand)
    .execute();
}

/** Skips deliveries with a lease, because a node is trying them. */
async function makeDue({ query, flush }: DbTransaction, companyId: string, places: readonly Place[], at: number) {
  flush('push_delivery');
  let count = 0;
  for (const { position, endpointId } of places) {
    const { numUpdatedRows } = await query
      .updateTable('push_delivery')
      .set({ state: 'waiting', due_at: at, tries: 0, failing_since: null, settled_at: null })
      .where('company_id', '=', companyId)
      .where('endpoint_id', '=', endpointId)
      .where('position', '=', position)
      .where('lease_until', '<=', at)
      .executeTakeFirst();
    count += Number(numUpdatedRows);
  }
  return count;
}
