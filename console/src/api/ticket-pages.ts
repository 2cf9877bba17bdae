import type { AnswerOf, Ticket } from './types.ts';

/**
 * The ticket as it is now, with the older pages that were read of it before. They are dropped when they may be true no
 * longer, or when more happened meanwhile than the newest pages tell: then the reader asks for them again.
 */
export function withOlderPages(known: Ticket | undefined, latest: Ticket): Ticket {
  if (known?.id !== latest.id || !reachesBack(known, latest) || wasErased(known, latest)) return latest;
  const said = beforeFirst(known.replies, latest.replies, ({ id }) => id);
  const done = beforeFirst(known.events, latest.events, ({ version }) => version);
  return {
    ...latest,
    replies: [...said, ...latest.replies],
    olderReplies: said.length > 0 ? known.olderReplies : latest.olderReplies,
    events: [...done, ...latest.events],
    olderEvents: done.length > 0 ? known.olderEvents : latest.olderEvents,
  };
}

/** Whether every event after those that are known is among the latest. */
function reachesBack(known: Ticket, latest: Ticket): boolean {
  return (latest.events[0]?.version ?? 1) <= (known.events.at(-1)?.version ?? 0) + 1;
}

/** An erased reply may be one of an older page. */
function wasErased(known: Ticket, latest: Ticket): boolean {
  return latest.events.some(({ version, kind }) => version > known.version && kind === 'erased');
}

/** What is known before the first of the latest page; nothing when that one is not known. */
function beforeFirst<Item>(known: readonly Item[], latest: readonly Item[], name: (item: Item) => unknown): Item[] {
  const [first] = latest;
  if (first === undefined) return [];
  const place = known.findIndex((item) => name(item) === name(first));
  return place === -1 ? [] : known.slice(0, place);
}

/** The ticket with a further page of older replies, unless it has been read anew since from another place. */
export function withReplies(ticket: Ticket, before: string, page: AnswerOf<'listReplies'>): Ticket {
  if (ticket.olderReplies !== before) return ticket;
  return { ...ticket, replies: [...page.replies, ...ticket.replies], olderReplies: page.older };
}

/** The same of its update log. */
export function withEvents(ticket: Ticket, before: number, page: AnswerOf<'listEvents'>): Ticket {
  if (ticket.olderEvents !== before) return ticket;
  return { ...ticket, events: [...page.events, ...ticket.events], olderEvents: page.older };
}
