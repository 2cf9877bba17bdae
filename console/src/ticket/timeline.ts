import type { Ticket } from '../api/types.ts';
import type { Reply, TicketEvent } from './ticket.ts';

/** One thing to read in a ticket, from the oldest to the newest. */
export type Entry =
  | { readonly kind: 'description'; readonly key: string; readonly version: number }
  | { readonly kind: 'reply'; readonly key: string; readonly version: number; readonly reply: Reply }
  | { readonly kind: 'event'; readonly key: string; readonly version: number; readonly event: TicketEvent };

export type Tab = 'conversation' | 'all' | 'log';

/** What a tab shows. `all` puts what was done between what was said. */
export function timeline(ticket: Ticket, tab: Tab): Entry[] {
  if (tab === 'log') return ticket.events.map(eventEntry);
  const versions = new Map(ticket.events.map((event) => [event.replyId, event.version]));
  const description: Entry = { kind: 'description', key: 'description', version: 0 };
  const replies = ticket.replies.map(
    (reply): Entry => ({ kind: 'reply', key: `r${reply.id}`, version: versions.get(reply.id) ?? 0, reply }),
  );
  if (tab === 'conversation') return [description, ...replies];
  const events = ticket.events.filter(saysMore).map(eventEntry);
  return [description, ...merged(replies, events)];
}

/** Replies and events each keep their own order. Of the next two the earlier is first, a reply before its own event. */
function merged(replies: readonly Entry[], events: readonly Entry[]): Entry[] {
  const all: Entry[] = [];
  let next = 0;
  for (const event of events) {
    while (next < replies.length && !isBefore(event, replies[next]!)) all.push(replies[next++]!);
    all.push(event);
  }
  return [...all, ...replies.slice(next)];
}

function isBefore(event: Entry, reply: Entry): boolean {
  return (instantOf(event) - instantOf(reply) || event.version - reply.version) < 0;
}

function eventEntry(event: TicketEvent): Entry {
  return { kind: 'event', key: `e${event.id}`, version: event.version, event };
}

/** Creation is told by the description, and a reply by itself: what else came with it is told. */
function saysMore(event: TicketEvent): boolean {
  return event.kind !== 'created' && (event.replyId === null || otherChanges(event).length > 0);
}

/** Changes beside the reply's own words. */
export function otherChanges(event: TicketEvent): TicketEvent['changes'] {
  return event.changes.filter(({ property }) => property !== 'reply' && property !== 'replyFiles');
}

function instantOf(entry: Entry): number {
  if (entry.kind === 'reply') return entry.reply.at;
  return entry.kind === 'event' ? entry.event.at : 0;
}
