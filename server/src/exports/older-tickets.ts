import type { Queries } from '../db/database.ts';
import type { TicketEvent } from '../events.ts';
import { eventFromRow } from '../tickets/rows/history-store.ts';
import type { Asked } from './day.ts';

/** How many entries of the index are read at once. Most are skipped. */
const touchesOfPage = 5000;

const ticketsAtATime = 200;

/** How many finished tickets are remembered. If a forgotten one is met again, its events are read again and skipped. */
const mostRemembered = 50_000;

/**
 * Reads the tickets whose ids were made on other days and that something happened to on this day. Yields their events up to
 * the day's end, a page at a time. Each ticket comes once, its events one after the other.
 */
export async function* olderTickets(query: Queries, asked: Asked): AsyncGenerator<TicketEvent[]> {
  const done = new Set<string>();
  let last: Touch = { at: asked.from, ticketId: '', version: 0 };
  for (;;) {
    const end = await endOfPage(query, asked, last);
    const touches = await touchesOf(query, asked, last, end);
    const fresh = touches.filter(({ ticketId }) => !done.has(ticketId) && done.add(ticketId));
    for (let next = 0; next < fresh.length; next += ticketsAtATime) {
      const some = fresh.slice(next, next + ticketsAtATime);
      yield firstsOf(some, await eventsOf(query, asked, some), asked);
    }
    if (!end) return;
    last = end;
    if (done.size > mostRemembered) done.clear();
  }
}

/** An event of the day. */
interface Touch {
  readonly at: number;
  readonly ticketId: string;
  readonly version: number;
}

/** The last event of the next page of the index. Undefined when the rest is less than a page. */
function endOfPage(query: Queries, asked: Asked, last: Touch): Promise<Touch | undefined> {
  return after(query, asked, last)
    .orderBy('at')
    .orderBy('ticket_id')
    .orderBy('version')
    .limit(1)
    .offset(touchesOfPage - 1)
    .executeTakeFirst();
}

function touchesOf(query: Queries, asked: Asked, last: Touch, end: Touch | undefined): Promise<Touch[]> {
  let touches = after(query, asked, last).where(({ or, eb }) =>
    or([eb('ticket_id', '<', asked.first), eb('ticket_id', '>=', asked.end)]),
  );
  if (end) {
    const { at, ticketId, version } = end;
    // This follows from the next condition, but SQLite bounds the range of the index by conditions on `at` alone.
    touches = touches.where('at', '<=', at);
    touches = touches.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('at', 'ticket_id', 'version'), '<=', tuple(at, ticketId, version)),
    );
  }
  return touches.orderBy('at').orderBy('ticket_id').orderBy('version').execute();
}

/** This query reads an index only, no rows. */
function after(query: Queries, { company, before }: Asked, { at, ticketId, version }: Touch) {
  return query
    .selectFrom('event')
    .select(['at', 'ticket_id as ticketId', 'version'])
    .where('company_id', '=', company)
    .where('at', '>=', at)
    .where('at', '<', before)
    .where(({ eb, refTuple, tuple }) => eb(refTuple('at', 'ticket_id', 'version'), '>', tuple(at, ticketId, version)));
}

async function eventsOf(query: Queries, asked: Asked, touches: readonly Touch[]): Promise<TicketEvent[]> {
  const rows = await query
    .selectFrom('event')
    .selectAll()
    .where('company_id', '=', asked.company)
    .where(
      'ticket_id',
      'in',
      touches.map(({ ticketId }) => ticketId),
    )
    .where('at', '<', asked.before)
    .orderBy('ticket_id')
    .orderBy('version')
    .execute();
  return rows.map(eventFromRow);
}

/**
 * Returns the events of the tickets whose earliest event of the day is among `touches`, so that each ticket comes once. The
 * earliest event need not have the lowest version, because the clocks of nodes differ.
 */
function firstsOf(touches: readonly Touch[], events: readonly TicketEvent[], { from }: Asked): TicketEvent[] {
  const versions = new Map(touches.map(({ ticketId, version }) => [ticketId, version]));
  const firsts = new Map<string, TicketEvent>();
  for (const event of events) {
    const first = firsts.get(event.ticketId);
    if (event.at >= from && (!first || event.at < first.at)) firsts.set(event.ticketId, event);
  }
  return events.filter(({ ticketId }) => firsts.get(ticketId)?.version === versions.get(ticketId));
}
