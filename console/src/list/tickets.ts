import { type InfiniteData, infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { call } from '../api/call.ts';
import { queryClient } from '../api/queries.ts';
import type { AnswerOf, Condition, Sort, TicketRow } from '../api/types.ts';
import { onTicketNotice } from '../live/live.ts';
import { throttle } from '../live/throttle.ts';

/** Selects the tickets of a list. `all` are conditions in addition to those of the view; `sort` replaces its order. */
export interface ListCriteria {
  readonly viewId: string;
  readonly all: Condition[] | undefined;
  readonly sort: Sort | undefined;
}

type Page = AnswerOf<'listTickets'>;
type Pages = InfiniteData<Page, string | undefined>;

const pageLength = 100;
/**
 * When a ticket changes, a list of at most this many pages is read again. A longer one only counts changes, so that it
 * does not jump.
 */
const refreshedPages = 2;

function listQuery(criteria: ListCriteria) {
  return infiniteQueryOptions({
    queryKey: ['list', criteria],
    queryFn: ({ pageParam, signal }) => readPage(criteria, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    // Structural sharing compares old and new data. For ten thousand rows this takes longer than to render those in the
    // viewport.
    structuralSharing: false,
  });
}

function readPage({ viewId, all, sort }: ListCriteria, after: string | undefined, signal?: AbortSignal): Promise<Page> {
  const more = { ...(all && { all }), ...(sort && { sort }), ...(after !== undefined && { after }) };
  return call('listTickets', { viewId, limit: pageLength, ...more }, signal);
}

/**
 * Reads a list page by page and keeps it up to date. A list of more than `refreshedPages` pages is
 * not read again by itself. For such a list `missed` counts the changes of tickets, and `readAgain` reads it.
 */
export function useTicketList(criteria: ListCriteria) {
  const query = useInfiniteQuery(listQuery(criteria));
  const [missed, setMissed] = useState(0);
  const hash = JSON.stringify(criteria);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the hash stands for the criteria
  useEffect(() => {
    setMissed(0);
    const again = throttle(() => refresh(criteria).catch(() => undefined), { jitterMs: 600, minIntervalMs: 2_500 });
    // While the list was not shown, its cached rows were not kept up to date.
    refresh(criteria).catch(() => undefined);
    return onTicketNotice(() => {
      const { pages = [] } = queryClient.getQueryData<Pages>(listQuery(criteria).queryKey) ?? {};
      if (pages.length > refreshedPages) setMissed((count) => count + 1);
      else again();
    });
  }, [hash]);
  useRowsFromTickets(criteria, hash);

  const rows = useMemo(() => distinct(query.data?.pages ?? []), [query.data]);
  const readAgain = () => {
    setMissed(0);
    return refresh(criteria).catch(() => undefined);
  };
  return { ...query, rows, missed, readAgain };
}

/**
 * Reads the first pages again, at most `refreshedPages`, and drops the later ones. These are loaded again when the
 * agent scrolls. Throws like `call`.
 */
async function refresh(criteria: ListCriteria): Promise<void> {
  const key = listQuery(criteria).queryKey;
  const before = queryClient.getQueryData<Pages>(key);
  if (before === undefined) return;
  const wanted = Math.min(before.pages.length, refreshedPages);
  const pages: Page[] = [];
  const pageParams: (string | undefined)[] = [];
  let after: string | undefined;
  while (pages.length < wanted) {
    const page = await readPage(criteria, after);
    pages.push(page);
    pageParams.push(after);
    if (page.next === null) break;
    after = page.next;
  }
  queryClient.setQueryData<Pages>(key, { pages, pageParams });
}

/** Updates the row of a ticket when the ticket itself was read and is newer than the row. */
function useRowsFromTickets(criteria: ListCriteria, hash: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the hash stands for the criteria
  useEffect(() => {
    const key = listQuery(criteria).queryKey;
    return queryClient.getQueryCache().subscribe(({ type, query }) => {
      if (type !== 'updated' || query.queryKey[0] !== 'ticket' || query.state.data === undefined) return;
      const ticket = query.state.data as TicketRow;
      queryClient.setQueryData<Pages>(key, (data) => data && withRow(data, ticket));
    });
  }, [hash]);
}

function withRow(data: Pages, ticket: TicketRow): Pages {
  const older = (row: TicketRow) => row.id === ticket.id && row.version < ticket.version;
  if (!data.pages.some((page) => page.tickets.some(older))) return data;
  const pages = data.pages.map((page) => ({
    ...page,
    tickets: page.tickets.map((row) => (older(row) ? rowOf(ticket, row) : row)),
  }));
  return { ...data, pages };
}

/**
 * Returns a new row with the ticket's values. A ticket has more properties than a row, so only those of a row are kept.
 */
function rowOf(ticket: TicketRow, row: TicketRow): TicketRow {
  const names = Object.keys(row) as (keyof TicketRow)[];
  return Object.fromEntries(names.map((name) => [name, ticket[name]])) as unknown as TicketRow;
}

/** Joins pages. A ticket that moved while they were read may be on two of them; only the first of its rows is kept. */
function distinct(pages: readonly Page[]): readonly TicketRow[] {
  const seen = new Set<string>();
  return pages.flatMap((page) => page.tickets).filter(({ id }) => !seen.has(id) && seen.add(id));
}
