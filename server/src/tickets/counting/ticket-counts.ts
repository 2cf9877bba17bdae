import { type RawBuilder, sql } from 'kysely';
import { deletedStatus } from '../../catalog/statuses.ts';
import type { Tx } from '../../context.ts';
import type { Queries } from '../../db/database.ts';
import { queueFor } from '../../db/group/queued-insert.ts';
import { prepared } from '../../db/prepared.ts';
import type { TicketCountTable } from '../../db/schema.ts';

/** The moment by which a ticket is counted. */
export type Moment = 'created_at' | 'updated_at';

/** The properties of a ticket that determine its counters. */
export interface Standing {
  readonly status: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** The status under which all tickets but deleted ones are counted. */
const live = -1;
const hourMs = 3_600_000;

interface Move {
  readonly companyId: string;
  readonly before: Standing | null;
  readonly after: Standing;
}

/**
 * Moves a ticket from its former counters to its present ones, in the transaction of its change; `before` is null for a
 * new ticket. Tickets are counted per hour and status, so that a list over months need not count its rows.
 */
export function moveCounts(tx: Tx, before: Standing | null, after: Standing): void {
  queueMove(tx, { companyId: tx.company.id, before, after });
}

/** Counts new tickets. */
export function countNew(tx: Tx, tickets: readonly Standing[]): void {
  for (const ticket of tickets) moveCounts(tx, null, ticket);
}

/** Writes each counter once for the whole group, because the commands of a group mostly change the same few counters. */
async function writeMoves(query: Queries, moves: readonly Move[]): Promise<void> {
  const counts = new Map<string, TicketCountTable>();
  for (const { companyId, before, after } of moves) {
    if (before) addToCounts(counts, companyId, before, -1);
    addToCounts(counts, companyId, after, 1);
  }
  // Sorted, so that transactions lock counters in the same order and cannot deadlock.
  const rows = [...counts].filter(([, { tickets }]) => tickets !== 0).sort(([one], [other]) => (one < other ? -1 : 1));
  for (let next = 0; next < rows.length; next += mostRows) {
    const some = rows.slice(next, next + mostRows).map(([, row]) => row);
    await upserts[some.length]!(query, flat(some));
  }
}

const queueMove = queueFor('ticket_count', writeMoves);

function addToCounts(
  counts: Map<string, TicketCountTable>,
  companyId: string,
  standing: Standing,
  change: 1 | -1,
): void {
  const statuses = standing.status === deletedStatus ? [standing.status] : [standing.status, live];
  for (const moment of ['created_at', 'updated_at'] as const) {
    const hour = Math.floor((moment === 'created_at' ? standing.createdAt : standing.updatedAt) / hourMs);
    for (const status of statuses) {
      const key = `${companyId} ${moment} ${status} ${hour}`;
      const known = counts.get(key);
      if (known) known.tickets += change;
      else counts.set(key, { company_id: companyId, moment, status, hour, tickets: change });
    }
  }
}

const columns = ['company_id', 'moment', 'status', 'hour', 'tickets'] as const;
type Cells = Record<string, string | number>;

/** Names the cells of several rows `company_id0`, `company_id1` …, as parameters of one statement. */
function flat(rows: readonly TicketCountTable[]): Cells {
  return Object.fromEntries(rows.flatMap((row, index) => columns.map((column) => [column + index, row[column]])));
}

/** The most rows of one statement. */
const mostRows = 32;

/** One statement for each number of rows up to `mostRows`. */
const upserts = Array.from({ length: mostRows + 1 }, (_, length) =>
  prepared<Cells>((query, value) =>
    query
      .insertInto('ticket_count')
      .values(
        Array.from(
          { length },
          (_, index) =>
            Object.fromEntries(columns.map((column) => [column, value(column + index)])) as unknown as TicketCountTable,
        ),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['company_id', 'moment', 'status', 'hour'])
          .doUpdateSet(({ eb, ref }) => ({ tickets: eb('ticket_count.tickets', '+', ref('excluded.tickets')) })),
      ),
  ),
);

/** A span in milliseconds UTC or in hours: `from` is inclusive, `before` exclusive. */
export interface Span {
  readonly from: number;
  readonly before: number;
}

/** Splits a span into its whole hours, which counters cover, and the parts of hours at its ends, whose tickets must be counted. */
export function splitSpan({ from, before }: Span): {
  readonly hours: Span | undefined;
  readonly ends: readonly Span[];
} {
  const first = Math.ceil(from / hourMs);
  const last = Math.floor(before / hourMs);
  if (first >= last) return { hours: undefined, ends: [{ from, before }] };
  const ends = [
    { from, before: first * hourMs },
    { from: last * hourMs, before },
  ];
  return { hours: { from: first, before: last }, ends: ends.filter((end) => end.from < end.before) };
}

/** Sums the counters of these hours, for one status or, when it is undefined, for all but deleted. */
export function sumCounters(
  companyId: string,
  moment: Moment,
  status: number | undefined,
  hours: Span,
): RawBuilder<number> {
  return sql<number>`(select cast(coalesce(sum(tickets), 0) as bigint) from ticket_count
    where company_id = ${companyId} and moment = ${moment} and status = ${status ?? live}
      and hour >= ${hours.from} and hour < ${hours.before})`;
}
