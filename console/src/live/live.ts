import type { LiveNotices } from '@gongdan/contract/console';
import type { InvalidateQueryFilters } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { queryClient } from '../api/queries.ts';
import { loseSession, myId } from '../api/session.ts';
import type { AnswerOf, Ticket } from '../api/types.ts';
import { clearPresence, updatePresence } from './presence.ts';
import { openSharedStream } from './shared-stream.ts';
import { throttle } from './throttle.ts';

type TicketNotice = LiveNotices['ticket'];

const ticketListeners = new Set<(notice: TicketNotice | undefined) => void>();
const connectionListeners = new Set<() => void>();
let connected = true;

/**
 * Keeps the cache up to date while the component is mounted. The server sends a notice when something has changed, and
 * the notice invalidates the queries that it concerns.
 */
export function useLiveUpdates(): void {
  const name = myId();
  useEffect(() => openSharedStream(name, { onNotice: handleNotice, onState: setConnected }), [name]);
}

/**
 * False after the stream has failed at least twice in a row: it broke or could not be opened. Before the first report
 * the result is true.
 */
export function useConnected(): boolean {
  return useSyncExternalStore(
    (listener) => {
      connectionListeners.add(listener);
      return () => connectionListeners.delete(listener);
    },
    () => connected,
  );
}

/**
 * Calls `listener` with the notice of every ticket event, or with undefined when notices of any ticket may have been
 * missed. The returned function ends this.
 */
export function onTicketNotice(listener: (notice: TicketNotice | undefined) => void): () => void {
  ticketListeners.add(listener);
  return () => ticketListeners.delete(listener);
}

const countAgain = throttle(() => invalidate('counts'), {
  jitterMs: 1_500,
  minIntervalMs: 5_000,
});

const handlers: { readonly [Kind in keyof LiveNotices]: (data: LiveNotices[Kind]) => void } = {
  ticket: ticketChanged,
  presence: updatePresence,
  catalog: () => invalidate('catalog'),
  views: () => invalidate('views', 'counts'),
  missed: () => {
    clearPresence();
    invalidate('catalog', 'views', 'counts', 'ticket', 'customer');
    notifyListeners(undefined);
  },
  ended: loseSession,
};

function handleNotice<Kind extends keyof LiveNotices>(kind: Kind, data: LiveNotices[Kind]): void {
  handlers[kind](data);
}

function ticketChanged(notice: TicketNotice): void {
  readAgain({
    queryKey: ['ticket'],
    predicate: ({ state }) => {
      const ticket = state.data as Ticket | undefined;
      return ticket?.id === notice.ticketId && ticket.version < notice.version;
    },
  });
  readAgain({
    queryKey: ['customer'],
    predicate: ({ state }) => {
      const known = state.data as AnswerOf<'getCustomer'> | undefined;
      return known?.tickets.some(({ id, version }) => id === notice.ticketId && version < notice.version) === true;
    },
  });
  countAgain();
  notifyListeners(notice);
}

function notifyListeners(notice: TicketNotice | undefined): void {
  for (const listener of ticketListeners) listener(notice);
}

function invalidate(...names: readonly string[]): void {
  for (const name of names) readAgain({ queryKey: [name] });
}

function readAgain(filters: InvalidateQueryFilters): void {
  queryClient.invalidateQueries(filters).catch(reportError);
}

function setConnected(next: boolean): void {
  connected = next;
  for (const listener of connectionListeners) listener();
}
