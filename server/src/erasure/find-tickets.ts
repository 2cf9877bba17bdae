import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Queries } from '../db/database.ts';
import { holds } from '../db/dialect.ts';
import type { Leaving } from '../people/erase-customer.ts';

const ticketsOfBatch = 1000;

/**
 * Yields, in batches, the ids of tickets that may name the person. His own tickets come first. Then a scan of all the company's
 * events finds tickets that mention him. A ticket may come twice.
 */
export async function* findTickets(query: Queries, companyId: string, leaving: Leaving): AsyncGenerator<string[]> {
  yield* ownTickets(query, companyId, leaving);
  yield* namingTickets(query, companyId, leaving);
}

async function* ownTickets(query: Queries, companyId: string, { customerId }: Leaving): AsyncGenerator<string[]> {
  const rows = await query
    .selectFrom('ticket')
    .select('id')
    .where('company_id', '=', companyId)
    .where('customer_id', '=', customerId)
    .execute();
  yield rows.map(({ id }) => id);
}

/** Scans all events, because an index of the customers in events would slow down every write. */
async function* namingTickets(query: Queries, companyId: string, { customerId }: Leaving): AsyncGenerator<string[]> {
  for (let after = ''; ; ) {
    const last = await lastOfBatch(query, companyId, after);
    let select = query
      .selectFrom('event')
      .select('ticket_id as id')
      .distinct()
      .where('company_id', '=', companyId)
      .where('ticket_id', '>', after)
      .where(({ or, eb, and }) =>
        or([
          and([eb('actor_type', '=', 'customer'), eb('actor_id', '=', customerId)]),
          holds(query, sql.ref('changes'), `"${customerId}"`),
        ]),
      );
    if (last !== undefined) select = select.where('ticket_id', '<=', last);
    yield (await select.execute()).map(({ id }) => id);
    if (last === undefined) return;
    after = last;
    // Lets waiting requests run between batches.
    await setImmediate();
  }
}

/** Returns the last ticket of the next batch; undefined when the batch is not full. */
async function lastOfBatch(query: Queries, companyId: string, after: string): Promise<string | undefined> {
  const row = await query
    .selectFrom('ticket')
    .select('id')
    .where('company_id', '=', companyId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(1)
    .offset(ticketsOfBatch - 1)
    .executeTakeFirst();
  return row?.id;
}
