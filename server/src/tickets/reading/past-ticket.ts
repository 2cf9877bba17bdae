import type { TicketEvent } from '../../events.ts';
import { replay } from '../model/apply-event.ts';
import type { Ticket } from '../model/ticket.ts';
import type { GivenReply, Reply } from '../rows/replies.ts';

/** A reply, read from the event that added it. */
export type PastReply = Omit<GivenReply, 'channel'>;

/** A ticket as it was at some moment. */
export interface PastTicket {
  readonly ticket: Ticket;
  /** The names of its category (a path), group and agent at the time when the ticket got them; "" for none. */
  readonly names: { readonly category: string; readonly group: string; readonly agent: string };
  /** All events up to that moment, oldest first. */
  readonly events: readonly TicketEvent[];
  /** Oldest first, without those that have been erased since. */
  readonly replies: readonly PastReply[];
}

/** Replays the ticket's events up to some moment. At least one is given, oldest first. */
export function pastTicket(events: readonly TicketEvent[]): PastTicket {
  return {
    ticket: replay(events[0]!.ticketId, events),
    names: {
      category: lastText(events, 'categoryId'),
      group: lastText(events, 'groupId'),
      agent: lastText(events, 'agentId'),
    },
    events,
    replies: events.flatMap(repliesIn).sort(compareReplies),
  };
}

/** The text of the property's last change: the name of its value at that time. */
function lastText(events: readonly TicketEvent[], name: string): string {
  for (const { changes } of events.toReversed()) {
    const change = changes.findLast(({ property }) => property === name);
    if (change) return change.text ?? '';
  }
  return '';
}

function repliesIn({ at, actor, changes, replyId }: TicketEvent): PastReply[] {
  return changes.flatMap(({ property, to }) => {
    if (property !== 'reply') return [];
    const { erased, ...reply } = to as unknown as Reply & { readonly erased?: boolean };
    return erased ? [] : { ...reply, id: replyId ?? '', at, author: actor };
  });
}

/** The order of `readReplies`: by time, then by id. The order of versions can differ, because the clocks of nodes differ. */
function compareReplies(one: PastReply, other: PastReply): number {
  if (one.at !== other.at) return one.at - other.at;
  if (one.id === other.id) return 0;
  return one.id < other.id ? -1 : 1;
}
