import { type RawBuilder, sql } from 'kysely';

/** What of a ticket is shown as it is stored, in the words in which the shape of an answer asks for it. */
export const ofTicket = {
  company: sql`ticket.company_id`,
  id: sql`ticket.id`,
  number: sql`ticket.number`,
  title: sql`ticket.title`,
  content: sql`ticket.content`,
  source: sql`cast(ticket.source as text)`,
  level: sql`cast(ticket.level as text)`,
  status: sql`cast(ticket.status as text)`,
  category: sql`ticket.category_id`,
  group: sql`coalesce(ticket.group_id, '')`,
  agent: sql`coalesce(ticket.agent_id, '')`,
  starterName: sql`ticket.starter_name`,
  record: sql`ticket.record_id`,
  mailbox: sql`ticket.mailbox`,
  reminders: sql`ticket.reminder_count`,
  updatedBy: sql`ticket.updated_by`,
  customer: sql`coalesce(ticket.customer_id, '')`,
} as const;

/** And of its customer, who is nobody for some tickets. */
export const ofCustomer = {
  nick: sql`coalesce(customer.nick, '')`,
  customerName: sql`coalesce(customer.name, '')`,
  emails: sql`coalesce(customer.emails, '')`,
  phones: sql`coalesce(customer.phones, '')`,
} as const;

// Characters that JSON never holds as they are: what they part needs no escaping.
/** Between the pieces that rows make. */
export const betweenPieces = '\x1f';
/** Within a piece. */
export const betweenPlaces = '\x1e';

/** The members of a shape, each with what is to be read for it. */
export function namedBy<Known extends Readonly<Record<string, RawBuilder<unknown>>>>(
  shape: Readonly<Record<string, keyof Known & string>>,
  known: Known,
): Record<string, RawBuilder<unknown>> {
  return Object.fromEntries(Object.entries(shape).map(([name, word]) => [name, known[word]!]));
}
