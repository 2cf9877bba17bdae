import type { Queries } from '../db/database.ts';
import { prepared } from '../db/prepared.ts';
import type { EventTable } from '../db/schema.ts';
import type { TicketEvent } from '../events.ts';
import { firstIdAt } from '../ids.ts';
import { type PastTicket, pastTicket } from '../tickets/reading/past-ticket.ts';
import { eventFromRow } from '../tickets/rows/history-store.ts';
import type { Asked, DaySpan } from './day.ts';
import { olderTickets } from './older-tickets.ts';

/** A read of so many events takes milliseconds. A reader that stays open lets SQLite's log grow without end. */
const atATime = 400;

/** The tickets that something happened to on the day, each once, as they were at the day's end; some at a time. */
export async function* ticketsOfDay(
  query: Queries,
  companyId: string,
  { from, before }: DaySpan,
): AsyncGenerator<PastTicket[]> {
  const asked = { company: companyId, from, before, first: firstIdAt(from), end: firstIdAt(before) };
  yield* openedTickets(query, asked);
  for await (const events of olderTickets(query, asked)) yield historiesIn(events).map(pastTicket);
}

/** The tickets with ids of the day. Their events lie beside each other in the index of the key. */
async function* openedTickets(query: Queries, asked: Asked): AsyncGenerator<PastTicket[]> {
  let rest: readonly TicketEvent[] = [];
  let events = await readStretch(query, asked, { ticketId: asked.first, version: 0 });
  while (events.length > 0) {
    // The store reads the next stretch while this one is written.
    const reading = readStretch(query, asked, events.at(-1)!);
    const histories = historiesIn([...rest, ...events]);
    // The last ticket may have further events in the next stretch.
    rest = histories.pop()!;
    yield histories.filter((history) => isTouched(history, asked)).map(pastTicket);
    events = await reading;
  }
  if (rest.length > 0 && isTouched(rest, asked)) yield [pastTicket(rest)];
}

async function readStretch(
  query: Queries,
  { company, end, before }: Asked,
  { ticketId, version }: Pick<TicketEvent, 'ticketId' | 'version'>,
): Promise<TicketEvent[]> {
  const rows = await stretchOfEvents(query, { company, end, before, ticketId, version });
  return rows.map(eventFromRow);
}

interface Stretch extends Pick<Asked, 'company' | 'end' | 'before'> {
  readonly ticketId: string;
  readonly version: number;
}

const stretchOfEvents = prepared<Stretch, EventTable>((query, value) =>
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
    .limit(atATime),
);

function isTouched(history: readonly TicketEvent[], { from }: Asked): boolean {
  return history.some(({ at }) => at >= from);
}

/** Splits events, which are in the order of their tickets, by ticket. */
function historiesIn(events: readonly TicketEvent[]): TicketEvent[][] {
  const histories: TicketEvent[][] = [];
  for (const event of events) {
    const known = histories.at(-1);
    if (known?.[0]?.ticketId === event.ticketId) known.push(event);
    else histories.push([event]);
  }
  return histories;
}
