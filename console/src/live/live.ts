import type { LiveNotices } from '@gongdan/contract/console';
import { useEffect, useSyncExternalStore } from 'react';
import { queryClient } from '../api/queries.ts';
import { loseSession } from '../api/session.ts';
import type { Ticket } from '../api/types.ts';
import { forgetPresence, presenceTold } from './presence.ts';
import { soon } from './soon.ts';
import { openStream } from './stream.ts';

type TicketNotice = LiveNotices['ticket'];

const onTicket = new Set<(notice: TicketNotice | undefined) => void>();
const onConnection = new Set<() => void>();
let connected = true;

/** Keeps everything shown true, while the component is there: each notice reads again exactly what it concerns. */
export function useLive(): void {
  useEffect(() => openStream({ onNotice: heed, onState: setConnected }), []);
}

/** Whether the stream is open, or has only just broken. */
export function useConnected(): boolean {
  return useSyncExternalStore(
    (listener) => {
      onConnection.add(listener);
      return () => onConnection.delete(listener);
    },
    () => connected,
  );
}

/** Hears of every ticket that something happened to; undefined stands for "possibly any". */
export function onTicketNotice(listener: (notice: TicketNotice | undefined) => void): () => void {
  onTicket.add(listener);
  return () => onTicket.delete(listener);
}

const countAgain = soon(() => queryClient.invalidateQueries({ queryKey: ['counts'] }), 2_000);

const heeds: { readonly [Kind in keyof LiveNotices]: (data: LiveNotices[Kind]) => void } = {
  ticket: ticketChanged,
  presence: presenceTold,
  catalog: () => invalidate('catalog'),
  views: () => invalidate('views', 'counts'),
  missed: () => {
    forgetPresence();
    invalidate('catalog', 'views', 'counts', 'ticket', 'customer');
    tell(undefined);
  },
  ended: loseSession,
};

function heed<Kind extends keyof LiveNotices>(kind: Kind, data: LiveNotices[Kind]): void {
  heeds[kind](data);
}

function ticketChanged(notice: TicketNotice): void {
  queryClient.invalidateQueries({
    queryKey: ['ticket'],
    predicate: ({ state }) => {
      const ticket = state.data as Ticket | undefined;
      return ticket?.id === notice.ticketId && ticket.version < notice.version;
    },
  });
  countAgain();
  tell(notice);
}

function tell(notice: TicketNotice | undefined): void {
  for (const listener of onTicket) listener(notice);
}

function invalidate(...names: readonly string[]): void {
  for (const name of names) queryClient.invalidateQueries({ queryKey: [name] });
}

function setConnected(next: boolean): void {
  connected = next;
  for (const listener of onConnection) listener();
}
