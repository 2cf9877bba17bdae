import { type InfiniteData, infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { call } from '../api/call.ts';
import { queryClient } from '../api/queries.ts';
import type { AnswerOf, Condition, Sort, TicketRow } from '../api/types.ts';
import { onTicketNotice } from '../live/live.ts';
import { soon } from '../live/soon.ts';

/** Which tickets, in what order. */
export interface Selection {
  readonly viewId: string;
  readonly all: Condition[] | undefined;
  readonly sort: Sort | undefined;
}

type Page = AnswerOf<'listTickets'>;
type Pages = InfiniteData<Page, string | undefined>;

const pageLength = 100;
/** Lists no longer than so many pages are read again as they change; below that, one reads in peace. */
const refreshedPages = 2;

function listQuery(selection: Selection) {
  return infiniteQueryOptions({
    queryKey: ['list', selection],
    queryFn: ({ pageParam, signal }) => readPage(selection, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    // To compare ten thousand rows with themselves at every page takes longer than to draw those in sight.
    structuralSharing: false,
  });
}

function readPage({ viewId, all, sort }: Selection, after: string | undefined, signal?: AbortSignal): Promise<Page> {
  const more = { ...(all && { all }), ...(sort && { sort }), ...(after !== undefined && { after }) };
  return call('listTickets', { viewId, limit: pageLength, ...more }, signal);
}

/** The tickets of a list, page by page, kept up to date. `missed` counts changes that a long list does not show yet. */
export function useTicketList(selection: Selection) {
  const query = useInfiniteQuery(listQuery(selection));
  const [missed, setMissed] = useState(0);
  const hash = JSON.stringify(selection);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the hash stands for the selection
  useEffect(() => {
    setMissed(0);
    const again = soon(() => refresh(selection).catch(() => undefined), { withinMs: 600, restMs: 2_500 });
    // Nobody kept it up to date while it was not shown.
    refresh(selection).catch(() => undefined);
    return onTicketNotice(() => {
      const { pages = [] } = queryClient.getQueryData<Pages>(listQuery(selection).queryKey) ?? {};
      if (pages.length > refreshedPages) setMissed((count) => count + 1);
      else again();
    });
  }, [hash]);
  useRowsFromTickets(selection, hash);

  const rows = useMemo(() => distinct(query.data?.pages ?? []), [query.data]);
  const readAgain = () => {
    setMissed(0);
    return refresh(selection).catch(() => undefined);
  };
  return { ...query, rows, missed, readAgain };
}

/** Reads the first pages again and puts them in the place of all: rows move, none is doubled or lost. Fails like a call. */
async function refresh(selection: Selection): Promise<void> {
  const key = listQuery(selection).queryKey;
  const before = queryClient.getQueryData<Pages>(key);
  if (before === undefined) return;
  const wanted = Math.min(before.pages.length, refreshedPages);
  const pages: Page[] = [];
  const pageParams: (string | undefined)[] = [];
  let after: string | undefined;
  while (pages.length < wanted) {
    const page = await readPage(selection, after);
    pages.push(page);
    pageParams.push(after);
    if (page.next === null) break;
    after = page.next;
  }
  queryClient.setQueryData<Pages>(key, { pages, pageParams });
}

/** A ticket that was read by itself is newer than its row. */
function useRowsFromTickets(selection: Selection, hash: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the hash stands for the selection
  useEffect(() => {
    const key = listQuery(selection).queryKey;
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

/** Of the ticket, what a row has. */
function rowOf(ticket: TicketRow, row: TicketRow): TicketRow {
  const names = Object.keys(row) as (keyof TicketRow)[];
  return Object.fromEntries(names.map((name) => [name, ticket[name]])) as unknown as TicketRow;
}

/** A ticket that moved while pages were read stands where it was found first. */
function distinct(pages: readonly Page[]): readonly TicketRow[] {
  const seen = new Set<string>();
  return pages.flatMap((page) => page.tickets).filter(({ id }) => !seen.has(id) && seen.add(id));
}
