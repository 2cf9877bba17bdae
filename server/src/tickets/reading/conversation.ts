import type { Queries } from '../../db/database.ts';
import { prepared } from '../../db/prepared.ts';
import type { EventTable } from '../../db/schema.ts';
import type { TicketEvent } from '../../events.ts';
import { eventFromRow } from '../rows/history-store.ts';
import { type GivenReply, type ReplyPlace, readRepliesBefore } from '../rows/replies.ts';

/** How many replies of a conversation, or events of a history, are read at once. */
export const pageLength = 50;

/** Counting stops here: a count of 1,000 means 1,000 or more. */
export const mostReplies = 1_000;

/** A page of replies, oldest first, without erased ones. */
export interface RepliesPage {
  readonly replies: readonly GivenReply[];
  /** The page of older replies ends before this place. null when there are none. */
  readonly older: ReplyPlace | null;
}

/** A page of events, oldest first. */
export interface EventsPage {
  readonly events: readonly TicketEvent[];
  /** The page of older events ends before this version. null when there are none. */
  readonly older: number | null;
}

/** The last replies before the place, or of all when no place is given. */
export async function readRepliesPage(
  query: Queries,
  companyId: string,
  ticketId: string,
  before?: ReplyPlace,
): Promise<RepliesPage> {
  // One more is read, to see whether older ones follow.
  const found = await readRepliesBefore(query, companyId, ticketId, { before, most: pageLength + 1 });
  const replies = found.slice(-pageLength);
  const [first] = replies;
  return { replies, older: first && found.length > pageLength ? { at: first.at, id: first.id } : null };
}

/** The last events before the version, or of all when no version is given. */
export async function readEventsPage(
  query: Queries,
  companyId: string,
  ticketId: string,
  before = Number.MAX_SAFE_INTEGER,
): Promise<EventsPage> {
  const rows = await eventsBefore(query, { company: companyId, ticket: ticketId, before, most: pageLength });
  const events = rows.map(eventFromRow).reverse();
  const version = events[0]?.version ?? 1;
  return { events, older: version > 1 ? version : null };
}

const eventsBefore = prepared<{ company: string; ticket: string; before: number; most: number }, EventTable>(
  (query, value) =>
    query
      .selectFrom('event')
      .selectAll()
      .where('company_id', '=', value('company'))
      .where('ticket_id', '=', value('ticket'))
      .where('version', '<', value('before'))
      .orderBy('version', 'desc')
      .limit(value('most')),
);

/** Counts the ticket's replies, without erased ones, up to `mostReplies`. */
export async function countReplies(query: Queries, companyId: string, ticketId: string): Promise<number> {
  const [row] = await countOf(query, { company: companyId, ticket: ticketId, most: mostReplies });
  return row!.count;
}

const countOf = prepared<{ company: string; ticket: string; most: number }, { count: number }>((query, value) => {
  const found = query
    .selectFrom('reply')
    .select('id')
    .where('company_id', '=', value('company'))
    .where('ticket_id', '=', value('ticket'))
    .where('erased_at', 'is', null)
    .limit(value('most'))
    .as('found');
  return query.selectFrom(found).select(({ fn }) => fn.countAll<number>().as('count'));
});
