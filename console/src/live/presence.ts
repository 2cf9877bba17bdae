import type { LiveNotices } from '@gongdan/contract/console';
import { useEffect, useSyncExternalStore } from 'react';
import { call } from '../api/call.ts';
import { myId } from '../api/session.ts';
import { windowId } from './window-id.ts';

type People = LiveNotices['presence']['people'];
export type Doing = People[number]['doing'];

const nobody: People = [];
const everybody = new Map<string, People>();
const listeners = new Set<() => void>();
const againMs = 15_000;

/** Colleagues who have the ticket open now. */
export function usePresence(ticketId: string): People {
  return useSyncExternalStore(subscribe, () => everybody.get(ticketId) ?? nobody);
}

export function presenceTold({ ticketId, people }: LiveNotices['presence']): void {
  // Somebody's own other windows are no collision.
  const others = people.filter(({ agentId }) => agentId !== myId());
  if (others.length === 0) everybody.delete(ticketId);
  else everybody.set(ticketId, others);
  for (const listener of listeners) listener();
}

/** After a break of the stream nobody knows who is where. */
export function forgetPresence(): void {
  everybody.clear();
  for (const listener of listeners) listener();
}

/** Tells the others that this window has the ticket open, as long as the component is there. */
export function useTellPresence(ticketId: string | undefined, doing: Doing): void {
  useEffect(() => {
    if (ticketId === undefined) return;
    tell(ticketId, doing);
    const timer = setInterval(() => document.visibilityState === 'visible' && tell(ticketId, doing), againMs);
    return () => clearInterval(timer);
  }, [ticketId, doing]);
  useEffect(() => {
    if (ticketId !== undefined) return () => tell(ticketId, 'gone');
  }, [ticketId]);
}

/** Whoever is not told simply does not know; the next telling comes in a moment. */
function tell(ticketId: string, doing: Doing | 'gone'): void {
  call('tellPresence', { windowId, ticketId, doing }).catch(() => undefined);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
