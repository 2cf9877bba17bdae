import type { Ticket } from '../api/types.ts';
import type { TicketEvent } from './ticket.ts';

/** What happened to a ticket after a version. */
export interface EventsSince {
  /** As far as it was read, oldest first. */
  readonly events: readonly TicketEvent[];
  /** So many more, before those, lie on pages that were not read. */
  readonly unread: number;
}

/** Versions count the events without a gap, so that what was not read can be counted. */
export function eventsSince({ events }: Pick<Ticket, 'events'>, version: number): EventsSince {
  const later = events.filter((event) => event.version > version);
  const [first] = later;
  return { events: later, unread: first ? first.version - version - 1 : 0 };
}
