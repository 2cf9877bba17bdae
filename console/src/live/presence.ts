import type { LiveNotices } from '@gongdan/contract/console';
import { useEffect, useSyncExternalStore } from 'react';
import { call } from '../api/call.ts';
import { myId } from '../api/session.ts';
import { windowId } from './window-id.ts';

type People = LiveNotices['presence']['people'];
export type Activity = People[number]['doing'];

const nobody: People = [];
const peopleByTicket = new Map<string, People>();
const listeners = new Set<() => void>();
/** A report is repeated after this time, because the server forgets it after 30 s. */
const repeatMs = 15_000;

/** Returns the colleagues who have the ticket open now. */
export function usePresence(ticketId: string): People {
  return useSyncExternalStore(subscribe, () => peopleByTicket.get(ticketId) ?? nobody);
}

export function updatePresence({ ticketId, people }: LiveNotices['presence']): void {
  // The server also names the agent's own other windows, which are no colleagues.
  const others = people.filter(({ agentId }) => agentId !== myId());
  if (others.length === 0) peopleByTicket.delete(ticketId);
  else peopleByTicket.set(ticketId, others);
  for (const listener of listeners) listener();
}

/** Forgets who has which ticket open: after a gap in the stream this may be outdated. */
export function clearPresence(): void {
  peopleByTicket.clear();
  for (const listener of listeners) listener();
}

/**
 * Reports that this window has the ticket open: at once, whenever `doing` changes, and every 15 s while the page is
 * visible. When the component is unmounted or shows another ticket, reports that the window has left this ticket.
 */
export function useReportPresence(ticketId: string | undefined, doing: Activity): void {
  useEffect(() => {
    if (ticketId === undefined) return;
    report(ticketId, doing);
    const timer = setInterval(() => document.visibilityState === 'visible' && report(ticketId, doing), repeatMs);
    return () => clearInterval(timer);
  }, [ticketId, doing]);
  useEffect(() => {
    if (ticketId !== undefined) return () => report(ticketId, 'gone');
  }, [ticketId]);
}

/** Reports once. A failure is ignored: the next report follows after 15 s, and the server forgets old ones. */
function report(ticketId: string, doing: Activity | 'gone'): void {
  call('tellPresence', { windowId, ticketId, doing }).catch(() => undefined);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
