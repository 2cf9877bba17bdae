import type { AnswerOf, Ticket } from './types.ts';

/**
 * Returns the latest ticket with the older pages that were loaded before. All older pages are dropped if events are
 * missing between them and the latest page, or if they may hold texts that were erased since. Older replies, or older
 * events, are also dropped if the first one of the latest page was not loaded before. The agent can load dropped pages
 * again.
 */
export function withOlderPages(known: Ticket | undefined, latest: Ticket): Ticket {
  if (known?.id !== latest.id || !reachesBack(known, latest) || wasErased(known, latest)) return latest;
  const replies = beforeFirst(known.replies, latest.replies, ({ id }) => id);
  const events = beforeFirst(known.events, latest.events, ({ version }) => version);
  return {
    ...latest,
    replies: [...replies, ...latest.replies],
    olderReplies: replies.length > 0 ? known.olderReplies : latest.olderReplies,
    events: [...events, ...latest.events],
    olderEvents: events.length > 0 ? known.olderEvents : latest.olderEvents,
  };
}

/** True when no event is missing between the known events and those of the latest page. */
function reachesBack(known: Ticket, latest: Ticket): boolean {
  return (latest.events[0]?.version ?? 1) <= (known.events.at(-1)?.version ?? 0) + 1;
}

/** True when texts of the ticket were erased after `known` was read: its older pages may still hold these texts. */
function wasErased(known: Ticket, latest: Ticket): boolean {
  return latest.events.some(({ version, kind }) => version > known.version && kind === 'erased');
}

/** Returns the known items before the first item of the latest page; none if that first item is not known. */
function beforeFirst<Item>(known: readonly Item[], latest: readonly Item[], keyOf: (item: Item) => unknown): Item[] {
  const [first] = latest;
  if (first === undefined) return [];
  const place = known.findIndex((item) => keyOf(item) === keyOf(first));
  return place === -1 ? [] : known.slice(0, place);
}

/**
 * Adds a page of older replies to the ticket. `before` is the cursor with which the page was read. If the ticket was
 * read again meanwhile and its replies begin elsewhere, the page does not fit and the ticket is returned unchanged.
 */
export function withReplies(ticket: Ticket, before: string, page: AnswerOf<'listReplies'>): Ticket {
  if (ticket.olderReplies !== before) return ticket;
  return { ...ticket, replies: [...page.replies, ...ticket.replies], olderReplies: page.older };
}

/** Adds a page of older events to the ticket, unless its events begin elsewhere meanwhile, as in `withReplies`. */
export function withEvents(ticket: Ticket, before: number, page: AnswerOf<'listEvents'>): Ticket {
  if (ticket.olderEvents !== before) return ticket;
  return { ...ticket, events: [...page.events, ...ticket.events], olderEvents: page.older };
}
