import type { Ticket } from '../api/types.ts';
import { maxCount } from '../words/count-text.ts';
import type { Seen } from './seen.ts';
import type { Reply, TicketEvent } from './ticket.ts';

/** An entry of the timeline, which lists a ticket's replies and events. */
export type Entry =
  | { readonly kind: 'description'; readonly key: 'description' }
  /** The button in the place of entries that are not loaded. */
  | { readonly kind: 'older'; readonly key: 'older'; readonly older: OlderPages }
  /** `version` is that of the reply's event; undefined if the event is not loaded. */
  | { readonly kind: 'reply'; readonly key: string; readonly version: number | undefined; readonly reply: Reply }
  | { readonly kind: 'event'; readonly key: string; readonly version: number; readonly event: TicketEvent };

/** Says which pages the button loads. `count` is the number of entries that these pages add, if known. */
export interface OlderPages {
  readonly replies: boolean;
  readonly events: boolean;
  readonly count: number | undefined;
}

export type Tab = 'conversation' | 'all' | 'log';

type LoadedEntry = Extract<Entry, { kind: 'reply' | 'event' }>;

/** The length of a page, set by the server. */
const pageLength = 50;

/** Returns the entries of a tab. `all` places events between the replies. */
export function timeline(ticket: Ticket, tab: Tab): Entry[] {
  const shown = loadedEntries(ticket, tab);
  const older = olderOf(ticket, tab);
  const gap: Entry[] = older ? [{ kind: 'older', key: 'older', older }] : [];
  return tab === 'log' ? [...gap, ...shown] : [{ kind: 'description', key: 'description' }, ...gap, ...shown];
}

/** True when the entry is new to a reader who has read as far as `seen`. A reader without `seen` has nothing new. */
export function isUnread(entry: Entry, seen: Seen | undefined): boolean {
  if (seen === undefined || entry.kind === 'description' || entry.kind === 'older') return false;
  if (entry.kind === 'reply' && entry.version === undefined) return entry.reply.at > seen.at;
  return (entry.version ?? 0) > seen.version;
}

/** Returns the changes of an event except the reply itself, which is an entry of its own. */
export function otherChanges(event: TicketEvent): TicketEvent['changes'] {
  return event.changes.filter(({ property }) => property !== 'reply');
}

function loadedEntries(ticket: Ticket, tab: Tab): LoadedEntry[] {
  if (tab === 'log') return ticket.events.map(eventEntry);
  const versions = new Map(ticket.events.map((event) => [event.replyId, event.version]));
  const replies = ticket.replies.map(
    (reply): LoadedEntry => ({ kind: 'reply', key: `r${reply.id}`, version: versions.get(reply.id), reply }),
  );
  if (tab === 'conversation') return replies;
  const from = Math.max(repliesLoadedFrom(ticket), eventsLoadedFrom(ticket));
  const events = ticket.events.filter(saysMore).map(eventEntry);
  return merged(replies, events).filter((entry) => instantOf(entry) >= from);
}

/** Merges replies and events by time. Each list keeps its own order, and a reply comes before its own event. */
function merged(replies: readonly LoadedEntry[], events: readonly LoadedEntry[]): LoadedEntry[] {
  const all: LoadedEntry[] = [];
  let next = 0;
  for (const event of events) {
    while (next < replies.length && !isBefore(event, replies[next]!)) all.push(replies[next++]!);
    all.push(event);
  }
  return [...all, ...replies.slice(next)];
}

function isBefore(event: LoadedEntry, reply: LoadedEntry): boolean {
  return (instantOf(event) - instantOf(reply) || (event.version ?? 0) - (reply.version ?? 0)) < 0;
}

/** Returns the instant from which on all replies are loaded. Before this instant, the tab `all` would have gaps. */
function repliesLoadedFrom({ replies, olderReplies }: Ticket): number {
  return olderReplies === null ? Number.NEGATIVE_INFINITY : (replies[0]?.at ?? Number.NEGATIVE_INFINITY);
}

/** Returns the instant from which on all events are loaded. */
function eventsLoadedFrom({ events, olderEvents }: Ticket): number {
  return olderEvents === null ? Number.NEGATIVE_INFINITY : (events[0]?.at ?? Number.NEGATIVE_INFINITY);
}

function olderOf(ticket: Ticket, tab: Tab): OlderPages | undefined {
  const { olderReplies, olderEvents, replyCount, replies } = ticket;
  if (tab === 'conversation') {
    // The server counts at most `maxCount` replies. Beyond it the number of older replies is unknown, and a full page
    // is assumed.
    const count = replyCount >= maxCount ? pageLength : Math.min(pageLength, replyCount - replies.length);
    return olderReplies === null ? undefined : { replies: true, events: false, count };
  }
  if (tab === 'log') {
    // `olderEvents` is the version of the first loaded event. Versions begin at 1 and have no gaps.
    const count = Math.min(pageLength, (olderEvents ?? 1) - 1);
    return olderEvents === null ? undefined : { replies: false, events: true, count };
  }
  if (olderReplies === null && olderEvents === null) return undefined;
  // The tab `all` begins at the instant from which on both replies and events are loaded. To begin earlier, it needs a
  // page of replies if the replies begin at this instant, a page of events if the events do, and both pages if both do.
  const [repliesFrom, eventsFrom] = [repliesLoadedFrom(ticket), eventsLoadedFrom(ticket)];
  return { replies: repliesFrom >= eventsFrom, events: eventsFrom >= repliesFrom, count: undefined };
}

function eventEntry(event: TicketEvent): LoadedEntry {
  return { kind: 'event', key: `e${event.id}`, version: event.version, event };
}

/** False for events that another entry shows: the creation, and replies that changed nothing else. */
function saysMore(event: TicketEvent): boolean {
  return event.kind !== 'created' && (event.replyId === null || otherChanges(event).length > 0);
}

function instantOf(entry: LoadedEntry): number {
  return entry.kind === 'reply' ? entry.reply.at : entry.event.at;
}
