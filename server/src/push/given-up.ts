import type { Queries } from '../db/database.ts';
import { bodyOf } from '../wire/kept-message.ts';
import { givenUp } from './state.ts';

/** Instants, milliseconds UTC: `from` belongs to the range, `before` does not. */
export interface TimeOfFailure {
  readonly from: number;
  readonly before: number;
}

/**
 * The bodies of the company's messages that were given up in the range, last failed first; one that several endpoints
 * failed to take comes once for each. Replayed and erased ones are not among them.
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
  return rows.map(({ body }) => bodyOf(body));
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
    .where('message.body', '!=', '');
}
