import { type RawBuilder, sql } from 'kysely';
import { countedIn, type Moment, splitSpan } from '../counters/ticket-counts.ts';
import type { Queries } from '../db/database.ts';
import { preparedFor } from '../db/prepared.ts';
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
export function listTickets(
  query: Queries,
  companyId: string,
  filter: TicketFilter,
  page: { number: number; size: number },
): Promise<ListedTicket[]> {
  const { by, ...narrowed } = filter;
  const limits = { limit: page.size, offset: (page.number - 1) * page.size };
  return pageOf(query, { companyId, ...narrowed, ...limits }, by);
}

type Narrowed = Omit<TicketFilter, 'by'> & { readonly companyId: string };

const pageOf = preparedFor<Narrowed & { limit: number; offset: number }, Moment, ListedTicket>(
  (query, { companyId, limit, offset, ...narrowed }, by) => {
    // The page is found in an index alone; only its rows are read and joined.
    const found = query
      .selectFrom('ticket')
      .select('ticket.id')
      .where(matches(companyId, { by, ...narrowed }))
      .orderBy(`ticket.${by}`, 'desc')
      .orderBy('ticket.id', 'desc')
      .limit(limit)
      .offset(offset)
      .as('found');
    return query
      .selectFrom(found)
      .innerJoin('ticket', (join) => join.on('ticket.company_id', '=', companyId).onRef('ticket.id', '=', 'found.id'))
      .leftJoin('customer', (join) =>
        join.on('customer.company_id', '=', companyId).onRef('customer.id', '=', 'ticket.customer_id'),
      )
      .select(shown)
      .orderBy(`ticket.${by}`, 'desc')
      .orderBy('ticket.id', 'desc');
  },
);

/** How many tickets match: one statement, so that all its parts are of one moment. */
export async function countTickets(query: Queries, companyId: string, filter: TicketFilter): Promise<number> {
  const { by, from, before, ...narrowed } = filter;
  const { hours, ends } = isCounted(filter) ? splitSpan(filter) : { hours: undefined, ends: [filter] };
  const counted = {
    hourFrom: hours?.from,
    hourBefore: hours?.before,
    ends: ends.flatMap((end) => [end.from, end.before]),
  };
  const [row] = await countOf(query, { companyId, ...narrowed, ...counted }, by);
  return row!.count;
}

/** Whole hours of it have been counted when it asks for nothing but a status. */
function isCounted({ by, from, before, status, ...others }: TicketFilter): boolean {
  return Object.values(others).every((wanted) => wanted === undefined);
}

interface Counted extends Omit<Narrowed, 'from' | 'before'> {
  readonly hourFrom: number | undefined;
  readonly hourBefore: number | undefined;
  /** The two ends of each span whose rows are counted, one after the other. */
  readonly ends: readonly number[];
}

const countOf = preparedFor<Counted, Moment, { count: number }>(
  (query, { companyId, hourFrom, hourBefore, ends, ...narrowed }, by) => {
    const parts: RawBuilder<number>[] = [];
    for (let at = 0; at < ends.length; at += 2) {
      const span = { by, ...narrowed, from: ends[at]!, before: ends[at + 1]! };
      const rows = query.selectFrom('ticket').where(matches(companyId, span));
      parts.push(sql`(${rows.select((row) => row.fn.countAll<number>().as('count'))})`);
    }
    if (hourFrom !== undefined && hourBefore !== undefined) {
      parts.push(countedIn(companyId, by, narrowed.status, { from: hourFrom, before: hourBefore }));
    }
    return query.selectNoFrom(sql.join<number>(parts, sql` + `).as('count'));
  },
);

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
