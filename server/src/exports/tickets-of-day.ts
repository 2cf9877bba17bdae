import type { Queries } from '../db/database.ts';
import { prepared } from '../db/prepared.ts';
import { firstIdAt } from '../ids.ts';
import { type PastEvent, type PastTicket, pastTicket } from '../tickets/reading/past.ts';
import type { Asked, DaySpan } from './day.ts';
import { olderTickets } from './older-tickets.ts';
import { columns, eventUnpacker, lastPlace, type Packed, packedEvents } from './packed-events.ts';

/** Every read is of so many events, and over in milliseconds: a reader held open lets SQLite's log grow without end. */
const atATime = 400;

/** The tickets that something happened to on the day, each once and as it was at the day's end, some at a time. */
export async function* ticketsOfDay(
  query: Queries,
  companyId: string,
  { from, before }: DaySpan,
): AsyncGenerator<PastTicket[]> {
  const asked = { company: companyId, from, before, first: firstIdAt(from), end: firstIdAt(before) };
  yield* openedTickets(query, asked);
  for await (const events of olderTickets(query, asked)) yield historiesIn(events).map(pastTicket);
}

/**
 * Those with the day's ids lie beside each other in the index of the key, which is gone through without a search for
 * each; only their rows are where they came, among those of other tickets.
 */
async function* openedTickets(query: Queries, asked: Asked): AsyncGenerator<PastTicket[]> {
  const unpack = eventUnpacker();
  let rest: readonly PastEvent[] = [];
  let stretch = await stretchOfEvents(query, { ...asked, ticketId: asked.first, version: 0 });
  let last = lastPlace(stretch);
  while (last) {
    // The store reads on while this stretch is written.
    const reading = stretchOfEvents(query, { ...asked, ...last });
    const histories = historiesIn([...rest, ...unpack(stretch)]);
    // The last ticket may go on in the next stretch.
    rest = histories.pop()!;
    yield histories.filter((history) => isTouched(history, asked)).map(pastTicket);
    stretch = await reading;
    last = lastPlace(stretch);
  }
  if (rest.length > 0 && isTouched(rest, asked)) yield [pastTicket(rest)];
}

const stretchOfEvents = prepared<Asked & { ticketId: string; version: number }, Packed>((query, value) => {
  const stretch = query
    .selectFrom('event')
    .select(columns)
    .where('company_id', '=', value('company'))
    .where('ticket_id', '<', value('end'))
    .where(({ eb, refTuple, tuple }) =>
      eb(refTuple('ticket_id', 'version'), '>', tuple(value('ticketId'), value('version'))),
    )
    .where('at', '<', value('before'))
    .orderBy('ticket_id')
    .orderBy('version')
    .limit(atATime);
  return query.selectFrom(stretch.as('stretch')).select(packedEvents(query));
});

function isTouched(history: readonly PastEvent[], { from }: Asked): boolean {
  return history.some(({ at }) => at >= from);
}

/** Events in the order of their tickets, by ticket. */
function historiesIn(events: readonly PastEvent[]): PastEvent[][] {
  const histories: PastEvent[][] = [];
  for (const event of events) {
    const known = histories.at(-1);
    if (known?.[0]?.ticketId === event.ticketId) known.push(event);
    else histories.push([event]);
  }
  return histories;
}
