import type { Queries } from '../db/database.ts';

/**
 * Returns the ids of all endpoints that have deliveries, including removed endpoints. Each query finds the next id by one
 * index lookup, because there may be millions of deliveries.
 */
export async function endpointsEver(query: Queries, companyId: string): Promise<string[]> {
  const found: string[] = [];
  for (;;) {
    const next = await query
      .selectFrom('push_delivery')
      .select('endpoint_id')
      .where('company_id', '=', companyId)
      .where('endpoint_id', '>', found.at(-1) ?? '')
      .orderBy('endpoint_id')
      .limit(1)
      .executeTakeFirst();
    if (!next) return found;
    found.push(next.endpoint_id);
  }
}
