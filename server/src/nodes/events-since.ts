import { sql } from 'kysely';
import type { TicketNews } from '../context.ts';
import type { Queries } from '../db/database.ts';
import type { EventKind } from '../events.ts';

/** Reads the events of these companies since the instant, by one statement that reads only the index of events. */
export async function readEventsSince(
  query: Queries,
  companyIds: readonly string[],
  since: number,
): Promise<(TicketNews & { readonly companyId: string })[]> {
  return query
    .selectFrom('event')
    .select(['company_id as companyId', 'ticket_id as ticketId', 'version', 'kind', 'at'])
    .where('company_id', '=', sql<string>`any(${companyIds})`)
    .where('at', '>=', since)
    .orderBy('at')
    .$narrowType<{ kind: EventKind }>()
    .execute();
}
