import type { Database, DbTransaction } from '../db/database.ts';
import { endpointsEver } from './endpoint-ids.ts';
import { giveUpForgotten } from './expire.ts';

const dayMs = 24 * 60 * 60_000;
const deliveredMs = 30 * dayMs;
const givenUpMs = 90 * dayMs;
const rowsAtATime = 200;

/**
 * Deletes messages and their deliveries thirty days after they were delivered and ninety days after they were given up.
 * Deliveries that have been due for thirty days are given up first.
 */
export async function forgetOldPushes(db: Database, now: number): Promise<void> {
  const companies = await db.query.selectFrom('push_sequence').select('company_id').execute();
  for (const { company_id } of companies) {
    const endpointIds = await endpointsEver(db.query, company_id);
    for (const id of endpointIds) await giveUpForgotten(db, { companyId: company_id, id }, now);
    await forgetMessages(db, company_id, endpointIds, now);
  }
}

async function forgetMessages(db: Database, companyId: string, endpointIds: readonly string[], now: number) {
  let after = 0;
  for (;;) {
    const old = await db.query
      .selectFrom('push_message')
      .select('position')
      .where('company_id', '=', companyId)
      .where('position', '>', after)
      .where('at', '<', now - deliveredMs)
      .orderBy('position')
      .limit(rowsAtATime)
      .execute();
    const last = old.at(-1);
    if (!last) return;
    const span = { companyId, from: old[0]!.position, to: last.position };
    await db.write(companyId, (tx) => forgetSpan(tx, span, endpointIds, now));
    after = last.position;
  }
}

interface Span {
  readonly companyId: string;
  readonly from: number;
  readonly to: number;
}

async function forgetSpan(tx: DbTransaction, span: Span, endpointIds: readonly string[], now: number): Promise<void> {
  tx.flush('push_message', 'push_delivery');
  for (const id of endpointIds) {
    await forgetDeliveries(tx, span, id, now);
    await forgetAttempts(tx, span, id);
  }
  await tx.query
    .deleteFrom('push_message')
    .where('company_id', '=', span.companyId)
    .where('position', '>=', span.from)
    .where('position', '<=', span.to)
    .where('at', '<', now - deliveredMs)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('push_delivery')
            .select('push_delivery.position')
            .whereRef('push_delivery.company_id', '=', 'push_message.company_id')
            // PostgreSQL does not take an empty list; no endpoint has the id "".
            .where('push_delivery.endpoint_id', 'in', [...endpointIds, ''])
            .whereRef('push_delivery.position', '=', 'push_message.position'),
        ),
      ),
    )
    .execute();
}

async function forgetDeliveries({ query }: DbTransaction, span: Span, endpointId: string, now: number): Promise<void> {
  await query
    .deleteFrom('push_delivery')
    .where('company_id', '=', span.companyId)
    .where('endpoint_id', '=', endpointId)
    .where('position', '>=', span.from)
    .where('position', '<=', span.to)
    .where(({ eb, and, or }) =>
      or([
        and([eb('state', '=', 'delivered'), eb('settled_at', '<', now - deliveredMs)]),
        and([eb('state', '=', 'given_up'), eb('settled_at', '<', now - givenUpMs)]),
      ]),
    )
    .execute();
}

/** Deletes the tries of deliveries that are deleted. */
async function forgetAttempts({ query }: DbTransaction, span: Span, endpointId: string): Promise<void> {
  await query
    .deleteFrom('push_attempt')
    .where('company_id', '=', span.companyId)
    .where('endpoint_id', '=', endpointId)
    .where('position', '>=', span.from)
    .where('position', '<=', span.to)
    .where('position', 'not in', ({ selectFrom }) =>
      selectFrom('push_delivery')
        .select('push_delivery.position')
        .where('push_delivery.company_id', '=', span.companyId)
        .where('push_delivery.endpoint_id', '=', endpointId)
        .where('push_delivery.position', '>=', span.from)
        .where('push_delivery.position', '<=', span.to),
    )
    .execute();
}
