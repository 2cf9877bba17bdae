import type { Queries } from '../db/database.ts';
import { prepared } from '../db/prepared.ts';
import type { EventTable } from '../db/schema.ts';
import type { TicketEvent } from '../events.ts';
import { firstIdAt } from '../ids.ts';
import { type PastTicket, pastTicket } from '../tickets/reading/past-ticket.ts';
import { eventFromRow } from '../tickets/rows/history-store.ts';
import type { Asked, DaySpan } from './day.ts';
import { olderTickets } from './older-tickets.ts';

/** How many events are read at once. Such a read takes milliseconds. A longer one would keep SQLite from emptying its log. */
const eventsOfPage = 400;

/** The tickets that something happened to on the day, as they were at its end. Each comes once, a page at a time. */
export async function* ticketsOfDay(
  query: Queries,
  companyId: string,
  { from, before }: DaySpan,
): AsyncGenerator<PastTicket[]> {
  const asked = { company: companyId, from, before, first: firstIdAt(from), end: firstIdAt(before) };
  yield* openedTickets(query, asked);
  for await (const events of olderTickets(query, asked)) yield historiesIn(events).map(pastTicket);
}

/** The tickets whose ids were made on the day. Their events lie together in the index of the key. */
async function* openedTickets(query: Queries, asked: Asked): AsyncGenerator<PastTicket[]> {
  let rest: readonly TicketEvent[] = [];
  let events = await readPage(query, asked, { ticketId: asked.first, version: 0 });
  while (events.length > 0) {
    // The store reads the next page while this one is written.
    const reading = readPage(query, asked, events.at(-1)!);
    const histories = historiesIn([...rest, ...events]);
    // The last ticket may have further events in the next page.
    rest = histories.pop()!;
    yield histories.filter((history) => isTouched(history, asked)).map(pastTicket);
    events = await reading;
  }
  if (rest.length > 0 && isTouched(rest, asked)) yield [pastTicket(rest)];
}

async function readPage(
  query: Queries,
  { company, end, before }: Asked,
  { ticketId, version }: Pick<TicketEvent, 'ticketId' | 'version'>,
): Promise<TicketEvent[]> {
  const rows = await pageOfEvents(query, { company, end, before, ticketId, version });
  return rows.map(eventFromRow);
}

interface Page extends Pick<Asked, 'company' | 'end' | 'before'> {
  readonly ticketId: string;
  readonly version: number;
}

const pageOfEvents = prepared<Page, EventTable>((query, value) =>
  query
    .selectFrom('event')
    .selectAll()
    .where('company_id', '=', value('company'))
    .where('ticket_id', '<', value('end'))
    .where(({ eb, refTuple, tuple }) =>
      eb(refTuple('ticket_id', 'version'), '>', tuple(value('ticketId'), value('version'))),
    )
    .where('at', '<', value('before'))
    .orderBy('ticket_id')
    .orderBy('version')
    .limit(eventsOfPage),
);

function isTouched(history: readonly TicketEvent[], { from }: Asked): boolean {
  return history.some(({ at }) => at >= from);
}

/** Splits events, which are ordered by ticket, into the histories of the tickets. */
function historiesIn(events: readonly TicketEvent[]): TicketEvent[][] {
  const histories: TicketEvent[][] = [];
  for (const event of events) {
    const known = histories.at(-1);
    if (known?.[0]?.ticketId === event.ticketId) known.push(event);
    else histories.push([event]);
  }
  return histories;
}
