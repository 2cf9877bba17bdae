import type { Ticket } from '../api/types.ts';
import type { TicketEvent } from './ticket.ts';

/** The events of a ticket after a version. */
export interface EventsSince {
  /** The loaded ones, oldest first. */
  readonly events: readonly TicketEvent[];
  /** The number of earlier ones, on pages that are not loaded. */
  readonly unread: number;
}

/** Returns the events after a version. Versions have no gaps, so they tell how many events are on pages not loaded. */
export function eventsSince({ events }: Pick<Ticket, 'events'>, version: number): EventsSince {
  const later = events.filter((event) => event.version > version);
  const [first] = later;
  return { events: later, unread: first ? first.version - version - 1 : 0 };
}
