import type { Queries } from '../db/database.ts';
import type { TicketEvent } from '../events.ts';
import { eventFromRow } from '../tickets/history-store.ts';
import { type PastTicket, pastTicket } from '../tickets/past.ts';
import type { DaySpan } from './day.ts';

/** Every read is of so many events, and over in milliseconds: a reader held open lets SQLite's log grow without end. */
const atATime = 400;

/** Tickets that are remembered as done; one that was forgotten is read again, and passed over. */
const mostRemembered = 50_000;

/** The tickets that something happened to on the day, each once and as it was at the day's end, some at a time. */
export async function* ticketsOfDay(query: Queries, companyId: string, day: DaySpan): AsyncGenerator<PastTicket[]> {
  const done = new Set<string>();
  let last: Touch | undefined;
  for (;;) {
    const touches = await nextTouches(query, companyId, day, last);
    last = touches.at(-1);
    if (!last) return;
    const fresh = touches.filter(({ ticketId }) => !done.has(ticketId) && done.add(ticketId));
    if (fresh.length > 0) yield await asTheyWere(query, companyId, day, fresh);
    if (done.size > mostRemembered) done.clear();
  }
}

/** An event of the day. */
interface Touch {
  readonly at: number;
  readonly ticketId: string;
  readonly version: number;
}

/** In order of time, read from an index alone. */
function nextTouches(query: Queries, companyId: string, day: DaySpan, last: Touch | undefined): Promise<Touch[]> {
  const { at, ticketId, version } = last ?? { at: day.from, ticketId: '', version: 0 };
  return query
    .selectFrom('event')
    .where('company_id', '=', companyId)
    .where('at', '>=', at)
    .where('at', '<', day.before)
    .where(({ eb, refTuple, tuple }) => eb(refTuple('at', 'ticket_id', 'version'), '>', tuple(at, ticketId, version)))
    .select(['at', 'ticket_id as ticketId', 'version'])
    .orderBy('at')
    .orderBy('ticket_id')
    .orderBy('version')
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
    // A ticket counts where it first comes up, which is not for sure the first event: the clocks of nodes differ.
    const first = history.filter(({ at }) => at >= day.from).reduce(earlier);
    return first.version === version ? pastTicket(history) : [];
  });
}

function earlier(one: TicketEvent, other: TicketEvent): TicketEvent {
  return other.at < one.at ? other : one;
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
