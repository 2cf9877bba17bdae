import { myId } from '../api/session.ts';

/** More tickets than anybody goes through in weeks; what was seen before is forgotten. */
const most = 2000;

/** How far an agent has read a ticket. */
export interface Seen {
  readonly version: number;
  /** The moment of that version: tells whether a reply is new whose event lies on a page that was not read. */
  readonly at: number;
}

/** How far this agent has seen a ticket in this browser; undefined for one never opened. */
export function seenOf(ticketId: string): Seen | undefined {
  const [, version, at = Number.POSITIVE_INFINITY] = read().find(([id]) => id === ticketId) ?? [];
  return version === undefined ? undefined : { version, at };
}

export function markSeen(ticketId: string, { version, at }: Seen): void {
  const others = read().filter(([id]) => id !== ticketId);
  try {
    localStorage.setItem(key(), JSON.stringify([[ticketId, version, at], ...others].slice(0, most)));
  } catch {
    // Without a place to keep it everything is merely unmarked the next time.
  }
}

/** What older releases kept has no moment. */
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
