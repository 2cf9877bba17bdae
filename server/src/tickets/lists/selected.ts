import type { Database, Queries } from '../../db/database.ts';
import { preparedFor } from '../../db/prepared.ts';
import { branchesOf, type Form, formOf, givenOf, type SelectedGiven } from './branches.ts';
import type { Cursor, Sort } from './condition.ts';
import type { Selection } from './selection.ts';

/** A ticket as the agents' lists show it, with its customer's present name. */
export interface SelectedTicket {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly status: number;
  readonly level: number;
  readonly source: number;
  readonly categoryId: string;
  readonly groupId: string | null;
  readonly agentId: string | null;
  readonly customerId: string | null;
  readonly nick: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly reminderCount: number;
  readonly score: number | null;
  readonly version: number;
}

export interface Page {
  readonly sort: Sort;
  readonly after?: Cursor | undefined;
  readonly limit: number;
}

/**
 * Returns the connection that reads the selection. A search in titles uses no index. On SQLite it blocked the event loop for
 * 100 ms with 40,000 tickets, and for a second with a text of 255 letters, so another thread runs it.
 */
export function readerOf({ query, aside }: Pick<Database, 'query' | 'aside'>, { tests }: Selection): Queries {
  return tests.some(({ is }) => is === 'holds' || is === 'fits') ? aside : query;
}

/**
 * Reads one page of the selected tickets. A page begins after a given ticket and not at a number of rows, so that
 * tickets which change their place between two pages neither hide nor repeat others.
 */
export function listSelected(
  query: Queries,
  companyId: string,
  selection: Selection,
  { sort, after, limit }: Page,
): Promise<SelectedTicket[]> {
  const form = formOf(selection, sort, after !== undefined);
  return pageOf(query, givenOf(companyId, selection, limit, after), form);
}

const pageOf = preparedFor<SelectedGiven, SelectedTicket, Form>((query, given, form) => {
  const { order } = form;
  // The inner query finds the page in indexes; only the rows of the page are read and joined.
  const found = branchesOf(query, form, given)
    .orderBy('key', order)
    .orderBy('id', order)
    .limit(given.limit)
    .as('found');
  return query
    .selectFrom(found)
    .innerJoin('ticket', (join) => join.on('ticket.company_id', '=', given.company).onRef('ticket.id', '=', 'found.id'))
    .leftJoin('customer', (join) =>
      join.on('customer.company_id', '=', given.company).onRef('customer.id', '=', 'ticket.customer_id'),
    )
    .select(shown)
    .orderBy('found.key', order)
    .orderBy('found.id', order);
});

/** Counts the selected tickets, up to `most`. */
export async function countSelected(
  query: Queries,
  companyId: string,
  selection: Selection,
  most: number,
): Promise<number> {
  const form = formOf(selection, anyOrder, false);
  const [row] = await countOf(query, givenOf(companyId, selection, most), form);
  return row!.count;
}

/** Counting needs no order. This is the order of an index, so that the store reads no more tickets than it counts. */
const anyOrder = { by: 'updatedAt', order: 'desc' } as const;

const countOf = preparedFor<SelectedGiven, { count: number }, Form>((query, given, form) => {
  const found = branchesOf(query, form, given).limit(given.limit).as('found');
  return query.selectFrom(found).select(({ fn }) => fn.countAll<number>().as('count'));
});

const shown = [
  'ticket.id',
  'ticket.number',
  'ticket.title',
  'ticket.status',
  'ticket.level',
  'ticket.source',
  'ticket.category_id as categoryId',
  'ticket.group_id as groupId',
  'ticket.agent_id as agentId',
  'ticket.customer_id as customerId',
  'customer.nick',
  'ticket.created_at as createdAt',
  'ticket.updated_at as updatedAt',
  'ticket.reminder_count as reminderCount',
  'ticket.score',
  'ticket.version',
] as const;
