import { myId } from '../api/session.ts';

/** More tickets than anybody goes through in weeks; what was seen before is forgotten. */
const most = 2000;

/** Up to which version this agent has seen a ticket in this browser; undefined for one never opened. */
export function seenVersion(ticketId: string): number | undefined {
  return read().find(([id]) => id === ticketId)?.[1];
}

export function markSeen(ticketId: string, version: number): void {
  const others = read().filter(([id]) => id !== ticketId);
  try {
    localStorage.setItem(key(), JSON.stringify([[ticketId, version], ...others].slice(0, most)));
  } catch {
    // Without a place to keep it everything is merely unmarked the next time.
  }
}

function read(): [string, number][] {
  try {
    return JSON.parse(localStorage.getItem(key()) ?? '[]') as [string, number][];
  } catch {
    return [];
  }
}

function key(): string {
  return `gongdan.seen.${myId()}`;
}
