import type { Queries } from '../../server/src/db/database.ts';
import { openDatabase } from '../../server/src/db/open.ts';
import type { Where } from './population.ts';

/** The tickets and customers of the population that the measured calls use. */
export interface Facts {
  readonly companyId: string;
  /** Ids of closed tickets with three replies and six entries in the update log. */
  readonly detailed: readonly string[];
  /** Tickets that accept a reply, with the values that a reply must repeat. */
  readonly open: readonly OpenTicket[];
  /** Ids of tickets that accept an evaluation. */
  readonly resolved: readonly string[];
  /** E-mail addresses of customers. */
  readonly emails: readonly string[];
}

export interface OpenTicket {
  readonly id: string;
  readonly title: string;
  readonly content: string;
  readonly level: number;
  readonly agent_id: string;
}

/** No more tickets or addresses than this are read of each kind. */
const atMost = 2_000;

export async function readFacts(where: Where): Promise<Facts> {
  const { query, close } = await openDatabase(where);
  const company = await query.selectFrom('company').select('id').executeTakeFirstOrThrow();
  const detailed = await query
    .selectFrom('ticket')
    .select('id')
    .where('status', '=', 99)
    .intersect(ticketsWith(query, 'log_entry', 6))
    .intersect(ticketsWith(query, 'reply', 3))
    .limit(atMost)
    .execute();
  const open = await query
    .selectFrom('ticket')
    .select(['id', 'title', 'content', 'level', 'agent_id'])
    .where('status', '=', 1)
    .where('agent_id', 'is not', null)
    .limit(atMost)
    .$narrowType<{ agent_id: string }>()
    .execute();
  const resolved = await query
    .selectFrom('ticket')
    .select('id')
    .where('status', '=', 3)
    .where('first_solved_at', 'is not', null)
    .limit(atMost)
    .execute();
  const contacts = await query
    .selectFrom('customer_contact')
    .select('value')
    .where('kind', '=', 'email')
    .limit(atMost)
    .execute();
  await close();
  return {
    companyId: company.id,
    detailed: detailed.map(({ id }) => id),
    open,
    resolved: resolved.map(({ id }) => id),
    emails: contacts.map(({ value }) => value),
  };
}

/** Selects the tickets that have exactly `count` rows in the table. */
function ticketsWith(query: Queries, table: 'log_entry' | 'reply', count: number) {
  return query
    .selectFrom(table)
    .select('ticket_id as id')
    .groupBy(['company_id', 'ticket_id'])
    .having((row) => row.fn.countAll(), '=', count);
}
