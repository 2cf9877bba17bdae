import { myId } from '../api/session.ts';

/** The number of tickets remembered, more than an agent opens in weeks. Older entries are dropped. */
const maxSeen = 2000;

/** How far an agent has read a ticket. */
export interface Seen {
  readonly version: number;
  /** The instant of that version. A reply whose event is not loaded is new if it was written after this instant. */
  readonly at: number;
}

/** Returns how far this agent has read a ticket in this browser; undefined if it was never opened. */
export function seenOf(ticketId: string): Seen | undefined {
  const [, version, at = Number.POSITIVE_INFINITY] = read().find(([id]) => id === ticketId) ?? [];
  return version === undefined ? undefined : { version, at };
}

export function markSeen(ticketId: string, { version, at }: Seen): void {
  const others = read().filter(([id]) => id !== ticketId);
  try {
    localStorage.setItem(key(), JSON.stringify([[ticketId, version, at], ...others].slice(0, maxSeen)));
  } catch {
    // If the storage is full or switched off, the entry stored before stays, if there is one.
  }
}

/**
 * Reads the entries. Those of older versions of the console have no instant. Without one, a reply whose event is not
 * loaded counts as read.
 */
function read(): [string, number, number?][] {
  try {
    return JSON.parse(localStorage.getItem(key()) ?? '[]') as [string, number, number?][];
  } catch {
    return [];
  }
}

function key(): string {
  return `gongdan.seen.${myId()}`;
}
