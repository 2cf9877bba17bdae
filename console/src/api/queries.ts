import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { call } from './call.ts';
import { reasonOf } from './fault.ts';
import { withEvents, withOlderPages, withReplies } from './ticket-pages.ts';
import type { Ticket } from './types.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // What is shown is kept true by the stream of notices (live/), not by asking again and again.
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: (failures, error) => failures < 3 && passing.has(reasonOf(error)),
      retryDelay: (failures) => Math.random() * 500 * 2 ** failures,
    },
  },
});

const passing = new Set<string>(['unreachable', 'overloaded', 'rate_limited']);

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

/** A ticket by its number. Kept up to date by notices; a neighbour of the open one is read ahead. */
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

/** A page that was read: how much is on it, and what puts it into the ticket. */
interface OlderPage {
  readonly length: number;
  readonly put: () => void;
}

/** Reads the page of replies before those that are known. */
export async function readOlderReplies({ id, number, olderReplies: before }: Ticket): Promise<OlderPage | null> {
  if (before === null) return null;
  const page = await call('listReplies', { id, before });
  return {
    length: page.replies.length,
    put: () => changeKnown(number, (ticket) => withReplies(ticket, before, page)),
  };
}

/** The same of its update log. */
export async function readOlderEvents({ id, number, olderEvents: before }: Ticket): Promise<OlderPage | null> {
  if (before === null) return null;
  const page = await call('listEvents', { id, before });
  return { length: page.events.length, put: () => changeKnown(number, (ticket) => withEvents(ticket, before, page)) };
}

function changeKnown(number: string, change: (ticket: Ticket) => Ticket): void {
  queryClient.setQueryData<Ticket>(ticketQuery(number).queryKey, (ticket) => ticket && change(ticket));
}

export function customerQuery(id: string) {
  return queryOptions({
    queryKey: ['customer', id],
    queryFn: ({ signal }) => call('getCustomer', { id }, signal),
    // Of a new ticket of the customer no notice says whose it is.
    staleTime: 60_000,
  });
}

export function useTicket(number: string) {
  return useQuery(ticketQuery(number));
}
