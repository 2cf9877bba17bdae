import type { Catalog } from '../../catalog/catalog.ts';
import { deletedStatus, statusTypes } from '../../catalog/statuses.ts';
import type { Queries } from '../../db/database.ts';
import type { Span } from './span.ts';

/** The present state of the tickets that were created in a span, without deleted ones. */
export interface TicketCounts {
  /** Neither resolved nor closed. */
  readonly unsolved: number;
  /** How many of the unsolved have no agent. */
  readonly unassigned: number;
  /** Mean time to the first response, of the tickets that had one; 0 when none had. */
  readonly firstResponseMs: number;
  /** Mean time to the first resolution, of the tickets that had one; 0 when none had. */
  readonly firstSolvedMs: number;
}

/** Reads only an index, so that the cost grows with the tickets of the span and not with all tickets. */
export async function readTicketCounts(
  query: Queries,
  catalog: Catalog,
  companyId: string,
  span: Span,
): Promise<TicketCounts> {
  const rows = await readByStatus(query, companyId, span);
  const unsolved = rows.filter(({ status }) => !isSolved(catalog, status));
  return {
    unsolved: sum(unsolved, 'tickets'),
    unassigned: sum(unsolved, 'tickets') - sum(unsolved, 'assigned'),
    firstResponseMs: mean(sum(rows, 'responseMs'), sum(rows, 'responded')),
    firstSolvedMs: mean(sum(rows, 'solvingMs'), sum(rows, 'solved')),
  };
}

/** True when the status is of type resolved or closed. */
export function isSolved({ statuses }: Catalog, status: number): boolean {
  const type = statuses.get(status)?.type;
  return type === statusTypes.resolved || type === statusTypes.closed;
}

function readByStatus(query: Queries, companyId: string, { from, before }: Span) {
  return query
    .selectFrom('ticket')
    .where('company_id', '=', companyId)
    .where('created_at', '>=', from)
    .where('created_at', '<', before)
    .where('status', '<>', deletedStatus)
    .groupBy('status')
    .select(({ fn, eb }) => [
      'status',
      fn.countAll<number>().as('tickets'),
      fn.count<number>('agent_id').as('assigned'),
      fn.count<number>('first_response_at').as('responded'),
      fn.sum<number | null>(eb('first_response_at', '-', eb.ref('created_at'))).as('responseMs'),
      fn.count<number>('first_solved_at').as('solved'),
      fn.sum<number | null>(eb('first_solved_at', '-', eb.ref('created_at'))).as('solvingMs'),
    ])
    .execute();
}

function sum<Name extends string>(rows: readonly { readonly [Key in Name]: number | null }[], name: Name): number {
  return rows.reduce((total, row) => total + (row[name] ?? 0), 0);
}

function mean(total: number, count: number): number {
  return count === 0 ? 0 : total / count;
}
