import type { LiveNotices } from '@gongdan/contract/console';
import { useEffect, useSyncExternalStore } from 'react';
import { call } from '../api/call.ts';
import { myId } from '../api/session.ts';
import { windowId } from './window-id.ts';

type People = LiveNotices['presence']['people'];
export type Activity = People[number]['doing'];

const nobody: People = [];
const everybody = new Map<string, People>();
const listeners = new Set<() => void>();
const repeatMs = 15_000;

/** Returns the colleagues who have the ticket open now. */
export function usePresence(ticketId: string): People {
  return useSyncExternalStore(subscribe, () => everybody.get(ticketId) ?? nobody);
}

export function updatePresence({ ticketId, people }: LiveNotices['presence']): void {
  // The agent's own other windows do not count.
  const others = people.filter(({ agentId }) => agentId !== myId());
  if (others.length === 0) everybody.delete(ticketId);
  else everybody.set(ticketId, others);
  for (const listener of listeners) listener();
}

/** Clears all presence: after a gap in the stream it may be outdated. */
export function clearPresence(): void {
  everybody.clear();
  for (const listener of listeners) listener();
}

/** Reports every 15 s that this window has the ticket open, while the component is mounted and the page visible. */
export function useReportPresence(ticketId: string | undefined, doing: Activity): void {
  useEffect(() => {
    if (ticketId === undefined) return;
    tell(ticketId, doing);
    const timer = setInterval(() => document.visibilityState === 'visible' && tell(ticketId, doing), repeatMs);
    return () => clearInterval(timer);
  }, [ticketId, doing]);
  useEffect(() => {
    if (ticketId !== undefined) return () => tell(ticketId, 'gone');
  }, [ticketId]);
}

/** Reports once. A failure is ignored: the next report follows within 15 s. */
function tell(ticketId: string, doing: Activity | 'gone'): void {
  call('tellPresence', { windowId, ticketId, doing }).catch(() => undefined);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
