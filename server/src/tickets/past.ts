import type { Actor, Change, TicketEvent } from '../events.ts';
import { replay } from './apply-event.ts';
import type { Reply } from './replies.ts';
import type { Ticket } from './ticket.ts';

/** A ticket as it was at some moment, with all that had happened to it by then, oldest first. */
export interface PastTicket {
  readonly ticket: Ticket;
  /** What category, group and agent were called when the ticket was given them; "" for none. */
  readonly names: PastNames;
  readonly replies: readonly PastReply[];
  readonly events: readonly TicketEvent[];
}

export interface PastNames {
  readonly category: string;
  readonly group: string;
  readonly agent: string;
}

/** A reply that has not been erased since. */
export interface PastReply extends Reply {
  readonly at: number;
  readonly author: Actor;
}

/** Made from the ticket's events up to that moment, in their order, at least one. */
export function pastTicket(events: readonly TicketEvent[]): PastTicket {
  const changes = events.flatMap((event) => event.changes);
  return {
    ticket: replay(events[0]!.ticketId, events),
    names: {
      category: lastText(changes, 'categoryId'),
      group: lastText(changes, 'groupId'),
      agent: lastText(changes, 'agentId'),
    },
    replies: events.flatMap(repliesOf),
    events,
  };
}

function lastText(changes: readonly Change[], name: string): string {
  return changes.findLast(({ property }) => property === name)?.text ?? '';
}

function repliesOf({ at, actor, changes }: TicketEvent): PastReply[] {
  return changes.flatMap(({ property, to }) => {
    if (property !== 'reply') return [];
    const { erased, ...reply } = to as unknown as Reply & { readonly erased?: boolean };
    return erased ? [] : { ...reply, at, author: actor };
  });
}
