import { type RawBuilder, sql } from 'kysely';
import { countedIn, splitSpan } from '../counters/ticket-counts.ts';
import type { Queries } from '../db/database.ts';
import { matches, type TicketFilter } from './ticket-filter.ts';

/** A ticket as lists show it, with its customer as he is now (null for nobody's ticket). */
export interface ListedTicket {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly content: string;
  readonly source: number;
  readonly level: number;
  readonly status: number;
  readonly categoryId: string;
  readonly groupId: string | null;
  readonly agentId: string | null;
  readonly starterType: 'agent' | 'customer';
  readonly starterName: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly score: number | null;
  readonly remark: string;
  readonly evaluatedAt: number | null;
  readonly nick: string | null;
  readonly name: string | null;
  /** Joined by ",". */
  readonly emails: string | null;
  readonly phones: string | null;
}

/** One page of the tickets that match, newest first by the filter's moment; the later made of two goes first. */
export async function listTickets(
  query: Queries,
  companyId: string,
  filter: TicketFilter,
  page: { number: number; size: number },
): Promise<ListedTicket[]> {
  // The page is found in an index alone; only its rows are read and joined.
  const found = query
    .selectFrom('ticket')
    .select('ticket.id')
    .where(matches(companyId, filter))
    .orderBy(`ticket.${filter.by}`, 'desc')
    .orderBy('ticket.id', 'desc')
    .limit(page.size)
    .offset((page.number - 1) * page.size)
    .as('found');
  return query
    .selectFrom(found)
    .innerJoin('ticket', (join) => join.on('ticket.company_id', '=', companyId).onRef('ticket.id', '=', 'found.id'))
    .leftJoin('customer', (join) =>
      join.on('customer.company_id', '=', companyId).onRef('customer.id', '=', 'ticket.customer_id'),
    )
    .select(shown)
    .orderBy(`ticket.${filter.by}`, 'desc')
    .orderBy('ticket.id', 'desc')
    .execute();
}

/** How many tickets match: one statement, so that all its parts are of one moment. */
export async function countTickets(query: Queries, companyId: string, filter: TicketFilter): Promise<number> {
  const { hours, ends } = isCounted(filter) ? splitSpan(filter) : { hours: undefined, ends: [filter] };
  const parts = ends.map((span) => countOf(query, companyId, { ...filter, ...span }));
  if (hours) parts.push(countedIn(companyId, filter.by, filter.status, hours));
  const { rows } = await sql<{ count: number }>`select ${sql.join(parts, sql` + `)} as count`.execute(query);
  return rows[0]!.count;
}

/** Whole hours of it have been counted when it asks for nothing but a status. */
function isCounted({ by, from, before, status, ...others }: TicketFilter): boolean {
  return Object.values(others).every((wanted) => wanted === undefined);
}

function countOf(query: Queries, companyId: string, filter: TicketFilter): RawBuilder<number> {
  const rows = query.selectFrom('ticket').where(matches(companyId, filter));
  return sql<number>`(${rows.select((row) => row.fn.countAll<number>().as('count'))})`;
}

const shown = [
  'ticket.id',
  'ticket.number',
  'ticket.title',
  'ticket.content',
  'ticket.source',
  'ticket.level',
  'ticket.status',
  'ticket.category_id as categoryId',
  'ticket.group_id as groupId',
  'ticket.agent_id as agentId',
  'ticket.starter_type as starterType',
  'ticket.starter_name as starterName',
  'ticket.created_at as createdAt',
  'ticket.updated_at as updatedAt',
  'ticket.score',
  'ticket.remark',
  'ticket.evaluated_at as evaluatedAt',
  'customer.nick',
  'customer.name',
  'customer.emails',
  'customer.phones',
] as const;
