import type { Queries } from '../db/database.ts';
import { givenUp } from './state.ts';

/** A range of instants, in milliseconds UTC: `from` is included, `before` is not. */
export interface TimeOfFailure {
  readonly from: number;
  readonly before: number;
}

/**
 * Returns the bodies of messages whose delivery was given up in the range, last given up first. A message appears once
 * for each endpoint that did not accept it. Deliveries that were replayed are left out until they are given up again.
 * Erased messages are left out, also while a delivery to another endpoint still waits and keeps their body.
 */
export async function listGivenUp(
  query: Queries,
  companyId: string,
  range: TimeOfFailure,
  page: { readonly number: number; readonly size: number },
): Promise<string[]> {
  const rows = await selectGivenUp(query, companyId, range)
    .select('message.body')
    .orderBy('delivery.settled_at', 'desc')
    .orderBy('delivery.position', 'desc')
    .orderBy('delivery.endpoint_id')
    .limit(page.size)
    .offset((page.number - 1) * page.size)
    .execute();
  return rows.map(({ body }) => body);
}

export async function countGivenUp(query: Queries, companyId: string, range: TimeOfFailure): Promise<number> {
  const { count } = await selectGivenUp(query, companyId, range)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

function selectGivenUp(query: Queries, companyId: string, { from, before }: TimeOfFailure) {
  return query
    .selectFrom('push_delivery as delivery')
    .innerJoin('push_message as message', (join) =>
      join.onRef('message.company_id', '=', 'delivery.company_id').onRef('message.position', '=', 'delivery.position'),
    )
    .where('delivery.company_id', '=', companyId)
    .where('delivery.state', '=', givenUp)
    .where('delivery.settled_at', '>=', from)
    .where('delivery.settled_at', '<', before)
    .where('message.body', '!=', '')
    .where('message.erased_at', 'is', null);
}
