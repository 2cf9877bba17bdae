import type { Queries } from '../db/database.ts';
import type { TicketEvent } from '../events.ts';
import { eventFromRow } from '../tickets/history-store.ts';
import { type PastTicket, pastTicket } from '../tickets/past.ts';
import type { DaySpan } from './day.ts';

/** Every read is of so many tickets, and over in milliseconds: a reader held open lets SQLite's log grow without end. */
const atATime = 200;

/** The tickets that something happened to on the day, each once and as it was at the day's end, some at a time. */
export async function* ticketsOfDay(query: Queries, companyId: string, day: DaySpan): AsyncGenerator<PastTicket[]> {
  let last: Touch | undefined;
  for (;;) {
    const touches = await firstTouches(query, companyId, day, last);
    if (touches.length === 0) return;
    yield await asTheyWere(query, companyId, day, touches);
    last = touches.at(-1);
  }
}

/** The event by which a ticket first comes up on the day. */
interface Touch {
  readonly at: number;
  readonly ticketId: string;
  readonly version: number;
}

/** In order of time: the events of the day before which the ticket had none on it, read from an index. */
function firstTouches(query: Queries, companyId: string, day: DaySpan, last: Touch | undefined): Promise<Touch[]> {
  const { at, ticketId, version } = last ?? { at: day.from, ticketId: '', version: 0 };
  return query
    .selectFrom('event')
    .where('event.company_id', '=', companyId)
    .where('event.at', '>=', at)
    .where('event.at', '<', day.before)
    .where(({ eb, refTuple, tuple }) =>
      eb(refTuple('event.at', 'event.ticket_id', 'event.version'), '>', tuple(at, ticketId, version)),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('event as earlier')
            .select('earlier.version')
            .whereRef('earlier.company_id', '=', 'event.company_id')
            .whereRef('earlier.ticket_id', '=', 'event.ticket_id')
            .where((where) => where('earlier.version', '=', where('event.version', '-', 1)))
            .where('earlier.at', '>=', day.from),
        ),
      ),
    )
    .select(['event.at', 'event.ticket_id as ticketId', 'event.version'])
    .orderBy('event.at')
    .orderBy('event.ticket_id')
    .orderBy('event.version')
    .limit(atATime)
    .execute();
}

async function asTheyWere(
  query: Queries,
  companyId: string,
  day: DaySpan,
  touches: readonly Touch[],
): Promise<PastTicket[]> {
  const ids = touches.map(({ ticketId }) => ticketId);
  const histories = Map.groupBy(await historiesOf(query, companyId, ids, day.before), ({ ticketId }) => ticketId);
  return touches.flatMap(({ ticketId, version }) => {
    const history = histories.get(ticketId) ?? [];
    // Where the clocks of two nodes differ a ticket may come up twice; it counts the first time.
    const first = history.find(({ at }) => at >= day.from);
    return first?.version === version ? pastTicket(history) : [];
  });
}

async function historiesOf(
  query: Queries,
  companyId: string,
  ticketIds: readonly string[],
  before: number,
): Promise<TicketEvent[]> {
  const rows = await query
    .selectFrom('event')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('ticket_id', 'in', ticketIds)
    .where('at', '<', before)
    .orderBy('ticket_id')
    .orderBy('version')
    .execute();
  return rows.map(eventFromRow);
}
