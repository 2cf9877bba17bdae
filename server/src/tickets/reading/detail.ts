import type { Queries } from '../../db/database.ts';
import { prepared } from '../../db/prepared.ts';
import type { TicketTable } from '../../db/schema.ts';
import { Problem } from '../../errors.ts';
import type { Ticket } from '../model/ticket.ts';
import type { TicketKey } from '../rows/find.ts';
import { ticketFromRow } from '../rows/store.ts';
import { countReplies, type EventsPage, type RepliesPage, readEventsPage, readRepliesPage } from './conversation.ts';

export interface TicketWithCustomer {
  readonly ticket: Ticket;
  readonly customer: TicketCustomer | null;
}

/** A ticket with the last page of its replies and of its events. */
export interface TicketDetail extends TicketWithCustomer {
  readonly replyCount: number;
  readonly replies: RepliesPage['replies'];
  readonly olderReplies: RepliesPage['older'];
  readonly events: EventsPage['events'];
  readonly olderEvents: EventsPage['older'];
}

/** What a ticket shows about its customer. */
export interface TicketCustomer {
  readonly id: string;
  readonly nick: string;
  readonly name: string;
  /** Joined by ",". */
  readonly emails: string;
  readonly phones: string;
}

/** Reads the ticket, a deleted one too. Throws `ticket_unknown`. */
export async function readDetail(query: Queries, companyId: string, key: TicketKey): Promise<TicketDetail> {
  const found = await readTicket(query, companyId, key);
  const { id } = found.ticket;
  const [replyCount, repliesPage, eventsPage] = await Promise.all([
    countReplies(query, companyId, id),
    readRepliesPage(query, companyId, id),
    readEventsPage(query, companyId, id),
  ]);
  return {
    ...found,
    replyCount,
    replies: repliesPage.replies,
    olderReplies: repliesPage.older,
    events: eventsPage.events,
    olderEvents: eventsPage.older,
  };
}

/** Like `readDetail`, without replies and events. */
export async function readTicket(query: Queries, companyId: string, key: TicketKey): Promise<TicketWithCustomer> {
  const [row] =
    key.id !== undefined
      ? await detailById(query, { company: companyId, id: key.id })
      : await detailByNumber(query, { company: companyId, number: key.number ?? '' });
  if (!row) throw new Problem('ticket_unknown');
  return { ticket: ticketFromRow(row), customer: customerOf(row) };
}

interface DetailRow extends TicketTable {
  customer_nick: string | null;
  customer_name: string | null;
  customer_emails: string | null;
  customer_phones: string | null;
}

const detailById = prepared<{ company: string; id: string }, DetailRow>((query, value) =>
  selectDetail(query).where('ticket.company_id', '=', value('company')).where('ticket.id', '=', value('id')),
);

const detailByNumber = prepared<{ company: string; number: string }, DetailRow>((query, value) =>
  selectDetail(query).where('ticket.company_id', '=', value('company')).where('ticket.number', '=', value('number')),
);

function selectDetail(query: Queries) {
  return query
    .selectFrom('ticket')
    .leftJoin('customer', (join) =>
      join.onRef('customer.company_id', '=', 'ticket.company_id').onRef('customer.id', '=', 'ticket.customer_id'),
    )
    .selectAll('ticket')
    .select([
      'customer.nick as customer_nick',
      'customer.name as customer_name',
      'customer.emails as customer_emails',
      'customer.phones as customer_phones',
    ]);
}

function customerOf(row: DetailRow): TicketCustomer | null {
  if (row.customer_id === null) return null;
  return {
    id: row.customer_id,
    nick: row.customer_nick ?? '',
    name: row.customer_name ?? '',
    emails: row.customer_emails ?? '',
    phones: row.customer_phones ?? '',
  };
}
