import type { Ticket } from '../api/types.ts';
import { mostCounted } from '../words/count-text.ts';
import type { Seen } from './seen.ts';
import type { Reply, TicketEvent } from './ticket.ts';

/** One thing to read in a ticket, from the oldest to the newest. */
export type Entry =
  | { readonly kind: 'description'; readonly key: 'description' }
  /** In the place of what was not read yet. */
  | { readonly kind: 'older'; readonly key: 'older'; readonly older: Older }
  /** `version` is that of its event, undefined when that lies on a page that was not read. */
  | { readonly kind: 'reply'; readonly key: string; readonly version: number | undefined; readonly reply: Reply }
  | { readonly kind: 'event'; readonly key: string; readonly version: number; readonly event: TicketEvent };

/** Which pages come next, and how many things they will show; undefined when that is not known. */
export interface Older {
  readonly replies: boolean;
  readonly events: boolean;
  readonly count: number | undefined;
}

export type Tab = 'conversation' | 'all' | 'log';

type Said = Extract<Entry, { kind: 'reply' | 'event' }>;

/** Of a page, as the server makes it. */
const pageLength = 50;

/** What a tab shows. `all` puts what was done between what was said. */
export function timeline(ticket: Ticket, tab: Tab): Entry[] {
  const shown = said(ticket, tab);
  const older = olderOf(ticket, tab);
  const gap: Entry[] = older ? [{ kind: 'older', key: 'older', older }] : [];
  return tab === 'log' ? [...gap, ...shown] : [{ kind: 'description', key: 'description' }, ...gap, ...shown];
}

/** Whether somebody who has read so far, or never, has not seen it yet. */
export function isUnread(entry: Entry, seen: Seen | undefined): boolean {
  if (seen === undefined || entry.kind === 'description' || entry.kind === 'older') return false;
  if (entry.kind === 'reply' && entry.version === undefined) return entry.reply.at > seen.at;
  return (entry.version ?? 0) > seen.version;
}

/** Changes beside the reply's own words. */
export function otherChanges(event: TicketEvent): TicketEvent['changes'] {
  return event.changes.filter(({ property }) => property !== 'reply' && property !== 'replyFiles');
}

function said(ticket: Ticket, tab: Tab): Said[] {
  if (tab === 'log') return ticket.events.map(eventEntry);
  const versions = new Map(ticket.events.map((event) => [event.replyId, event.version]));
  const replies = ticket.replies.map(
    (reply): Said => ({ kind: 'reply', key: `r${reply.id}`, version: versions.get(reply.id), reply }),
  );
  if (tab === 'conversation') return replies;
  const from = Math.max(firstReply(ticket), firstEvent(ticket));
  const events = ticket.events.filter(saysMore).map(eventEntry);
  return merged(replies, events).filter((entry) => instantOf(entry) >= from);
}

/** Replies and events each keep their own order. Of the next two the earlier is first, a reply before its own event. */
function merged(replies: readonly Said[], events: readonly Said[]): Said[] {
  const all: Said[] = [];
  let next = 0;
  for (const event of events) {
    while (next < replies.length && !isBefore(event, replies[next]!)) all.push(replies[next++]!);
    all.push(event);
  }
  return [...all, ...replies.slice(next)];
}

function isBefore(event: Said, reply: Said): boolean {
  return (instantOf(event) - instantOf(reply) || (event.version ?? 0) - (reply.version ?? 0)) < 0;
}

/** From when on all replies were read, and all events: before that the tab would have holes. */
function firstReply({ replies, olderReplies }: Ticket): number {
  return olderReplies === null ? Number.NEGATIVE_INFINITY : (replies[0]?.at ?? Number.NEGATIVE_INFINITY);
}

function firstEvent({ events, olderEvents }: Ticket): number {
  return olderEvents === null ? Number.NEGATIVE_INFINITY : (events[0]?.at ?? Number.NEGATIVE_INFINITY);
}

function olderOf(ticket: Ticket, tab: Tab): Older | undefined {
  const { olderReplies, olderEvents, replyCount, replies } = ticket;
  if (tab === 'conversation') {
    // Beyond what the server counts, a whole page is all that can be said.
    const count = replyCount >= mostCounted ? pageLength : Math.min(pageLength, replyCount - replies.length);
    return olderReplies === null ? undefined : { replies: true, events: false, count };
  }
  if (tab === 'log') {
    const count = Math.min(pageLength, (olderEvents ?? 1) - 1);
    return olderEvents === null ? undefined : { replies: false, events: true, count };
  }
  if (olderReplies === null && olderEvents === null) return undefined;
  // The side that reaches back less is the one that hides the other.
  const [saidFrom, doneFrom] = [firstReply(ticket), firstEvent(ticket)];
  return { replies: saidFrom >= doneFrom, events: doneFrom >= saidFrom, count: undefined };
}

function eventEntry(event: TicketEvent): Said {
  return { kind: 'event', key: `e${event.id}`, version: event.version, event };
}

/** Creation is told by the description, and a reply by itself: what else came with it is told. */
function saysMore(event: TicketEvent): boolean {
  return event.kind !== 'created' && (event.replyId === null || otherChanges(event).length > 0);
}

function instantOf(entry: Said): number {
  return entry.kind === 'reply' ? entry.reply.at : entry.event.at;
}
