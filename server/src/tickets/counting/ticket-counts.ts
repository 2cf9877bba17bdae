import { type RawBuilder, sql } from 'kysely';
import { deletedStatus } from '../../catalog/statuses.ts';
import type { Tx } from '../../context.ts';
import type { Queries } from '../../db/database.ts';
import { queueFor } from '../../db/group/queued-insert.ts';
import { prepared } from '../../db/prepared.ts';
import type { TicketCountTable } from '../../db/schema.ts';

/** By which of its moments a ticket is counted. */
export type Moment = 'created_at' | 'updated_at';

/** What decides where a ticket is counted. */
export interface Standing {
  readonly status: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Stands for every status but that of the deleted. */
const live = -1;
const hourMs = 3_600_000;

interface Move {
  readonly companyId: string;
  readonly before: Standing | null;
  readonly after: Standing;
}

/**
 * Moves a ticket from where it was counted to where it is counted now, in the transaction of its change; `before` is
 * null for a new one. Tickets are counted per hour and status, so that a list of months need not count its rows.
 */
export function moveCounts(tx: Tx, before: Standing | null, after: Standing): void {
  queueMove(tx, { companyId: tx.company.id, before, after });
}

/** Counts tickets that are all new, as many as there are. */
export function countNew(tx: Tx, tickets: readonly Standing[]): void {
  for (const ticket of tickets) moveCounts(tx, null, ticket);
}

/** Commands of a group mostly move the same few counts: each is written once for all of them. */
async function writeMoves(query: Queries, moves: readonly Move[]): Promise<void> {
  const counts = new Map<string, TicketCountTable>();
  for (const { companyId, before, after } of moves) {
    if (before) place(counts, companyId, before, -1);
    place(counts, companyId, after, 1);
  }
  // In one order everywhere.
  const rows = [...counts].filter(([, { tickets }]) => tickets !== 0).sort(([one], [other]) => (one < other ? -1 : 1));
  for (let next = 0; next < rows.length; next += most) {
    const some = rows.slice(next, next + most).map(([, row]) => row);
    await adding[some.length]!(query, flat(some));
  }
}

const queueMove = queueFor('ticket_count', writeMoves);

function place(counts: Map<string, TicketCountTable>, companyId: string, standing: Standing, change: 1 | -1): void {
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

/** `company_id0`, `company_id1` …: the cells of several rows as values of one statement. */
function flat(rows: readonly TicketCountTable[]): Cells {
  return Object.fromEntries(rows.flatMap((row, index) => columns.map((column) => [column + index, row[column]])));
}

const most = 32;

/** One statement for each number of rows that a move can have. */
const adding = Array.from({ length: most + 1 }, (_, length) =>
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

/** A span of time: the first instant belongs to it, the last does not. */
export interface Span {
  readonly from: number;
  readonly before: number;
}

/** A span in whole hours, which are counted already, and what sticks out at its ends, which is not. */
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

/** How many tickets of the status (of all but the deleted, without one) are counted in these hours. */
export function countedIn(
  companyId: string,
  moment: Moment,
  status: number | undefined,
  hours: Span,
): RawBuilder<number> {
  return sql<number>`(select cast(coalesce(sum(tickets), 0) as bigint) from ticket_count
    where company_id = ${companyId} and moment = ${moment} and status = ${status ?? live}
      and hour >= ${hours.from} and hour < ${hours.before})`;
}
