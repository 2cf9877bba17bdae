import { type RawBuilder, sql } from 'kysely';
import type { Queries } from '../../db/database.ts';
import { preparedFor } from '../../db/prepared.ts';
import { type Moment, splitSpan, sumCounters } from '../counting/ticket-counts.ts';
import { matches, type TicketFilter } from './ticket-filter.ts';

/** Counts the tickets that match. It is one statement, so that all its parts see the same moment. */
export async function countTickets(query: Queries, companyId: string, filter: TicketFilter): Promise<number> {
  const { by, from, before, ...narrowed } = filter;
  const { hours, ends } = fitsCounters(filter) ? splitSpan(filter) : { hours: undefined, ends: [filter] };
  const counted = {
    hourFrom: hours?.from,
    hourBefore: hours?.before,
    ends: ends.flatMap((end) => [end.from, end.before]),
  };
  const [row] = await countOf(query, { companyId, ...narrowed, ...counted }, by);
  return row!.count;
}

/**
 * True when counters can count the tickets of whole hours. Counters exist by status only, so no other condition may be set.
 */
function fitsCounters({ by, from, before, status, ...others }: TicketFilter): boolean {
  return Object.values(others).every((wanted) => wanted === undefined);
}

interface Counted extends Omit<TicketFilter, 'by' | 'from' | 'before'> {
  readonly companyId: string;
  readonly hourFrom: number | undefined;
  readonly hourBefore: number | undefined;
  /** `from` and `before` of each span in which the rows of tickets are counted, one after the other. */
  readonly ends: readonly number[];
}

const countOf = preparedFor<Counted, { count: number }, Moment>(
  (query, { companyId, hourFrom, hourBefore, ends, ...narrowed }, by) => {
    const parts: RawBuilder<number>[] = [];
    for (let at = 0; at < ends.length; at += 2) {
      const span = { by, ...narrowed, from: ends[at]!, before: ends[at + 1]! };
      const rows = query.selectFrom('ticket').where(matches(companyId, span));
      parts.push(sql`(${rows.select((row) => row.fn.countAll<number>().as('count'))})`);
    }
    if (hourFrom !== undefined && hourBefore !== undefined) {
      parts.push(sumCounters(companyId, by, narrowed.status, { from: hourFrom, before: hourBefore }));
    }
    return query.selectNoFrom(sql.join<number>(parts, sql` + `).as('count'));
  },
);
