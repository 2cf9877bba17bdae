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

const onTicket = new Set<(notice: TicketNotice | undefined) => void>();
const onConnection = new Set<() => void>();
let connected = true;

/** Keeps the cache up to date while the component is mounted: each notice invalidates the queries it concerns. */
export function useLiveUpdates(): void {
  const name = myId();
  useEffect(() => openSharedStream(name, { onNotice: handleNotice, onState: setConnected }), [name]);
}

/** True while the stream is open or has failed only once. */
export function useConnected(): boolean {
  return useSyncExternalStore(
    (listener) => {
      onConnection.add(listener);
      return () => onConnection.delete(listener);
    },
    () => connected,
  );
}

/** Calls `listener` for every event of a ticket. Undefined means that events may have been missed for any ticket. */
export function onTicketNotice(listener: (notice: TicketNotice | undefined) => void): () => void {
  onTicket.add(listener);
  return () => onTicket.delete(listener);
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
    tell(undefined);
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
  tell(notice);
}

function tell(notice: TicketNotice | undefined): void {
  for (const listener of onTicket) listener(notice);
}

function invalidate(...names: readonly string[]): void {
  for (const name of names) readAgain({ queryKey: [name] });
}

function readAgain(filters: InvalidateQueryFilters): void {
  queryClient.invalidateQueries(filters).catch(reportError);
}

function setConnected(next: boolean): void {
  connected = next;
  for (const listener of onConnection) listener();
}
