import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { call } from './call.ts';
import { reasonOf } from './fault.ts';
import { withEvents, withOlderPages, withReplies } from './ticket-pages.ts';
import type { Ticket } from './types.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Notices of the live stream (live/) invalidate a query when its data has changed. Time alone makes no query
      // stale, except those that set a `staleTime` of their own.
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: (failures, error) => failures < 3 && temporary.has(reasonOf(error)),
      // The delay is random, so that the windows of all agents do not retry at the same instant.
      retryDelay: (failures) => Math.random() * 500 * 2 ** failures,
    },
  },
});

/** Reasons after which the same call may succeed a moment later. */
const temporary = new Set<string>(['unreachable', 'overloaded', 'rate_limited']);

export const catalogQuery = queryOptions({
  queryKey: ['catalog'],
  queryFn: ({ signal }) => call('getCatalog', {}, signal),
});

export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: async ({ signal }) => (await call('listViews', {}, signal)).views,
});

export const countsQuery = queryOptions({
  queryKey: ['counts'],
  queryFn: ({ signal }) => call('countViews', {}, signal),
});

/**
 * The query of a ticket by its number. Notices of the live stream invalidate it. The list prefetches it for the current
 * row and the rows next to it (`list/list.tsx`).
 */
export function ticketQuery(number: string) {
  const queryKey = ['ticket', number];
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }): Promise<Ticket> => {
      const { ticket } = await call('getTicket', { number }, signal);
      return withOlderPages(queryClient.getQueryData<Ticket>(queryKey), ticket);
    },
  });
}

/** A page of older entries: their number, and a function that puts them into the cached ticket. */
interface OlderPage {
  readonly length: number;
  readonly put: () => void;
}

/** Reads the page of replies before the cached ones; null when there is none. */
export async function readOlderReplies({ id, number, olderReplies: before }: Ticket): Promise<OlderPage | null> {
  if (before === null) return null;
  const page = await call('listReplies', { id, before });
  return {
    length: page.replies.length,
    put: () => changeCached(number, (ticket) => withReplies(ticket, before, page)),
  };
}

/** Reads the page of events before the cached ones; null when there is none. */
export async function readOlderEvents({ id, number, olderEvents: before }: Ticket): Promise<OlderPage | null> {
  if (before === null) return null;
  const page = await call('listEvents', { id, before });
  return { length: page.events.length, put: () => changeCached(number, (ticket) => withEvents(ticket, before, page)) };
}

function changeCached(number: string, change: (ticket: Ticket) => Ticket): void {
  queryClient.setQueryData<Ticket>(ticketQuery(number).queryKey, (ticket) => ticket && change(ticket));
}

export function customerQuery(id: string) {
  return queryOptions({
    queryKey: ['customer', id],
    queryFn: ({ signal }) => call('getCustomer', { id }, signal),
    // A notice of a new ticket does not name its customer and therefore cannot invalidate this query. Instead the
    // customer is read again when it is shown after 60 s.
    staleTime: 60_000,
  });
}

export function useTicket(number: string) {
  return useQuery(ticketQuery(number));
}
