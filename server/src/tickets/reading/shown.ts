import { type RawBuilder, sql } from 'kysely';

/**
 * The values of a ticket that answers show as they are stored: the name that a shape uses → SQL. `wire/` makes the shapes. A
 * shape says under which name an answer shows each value.
 */
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

/** The same for the ticket's customer. Some tickets have none. */
export const ofCustomer = {
  nick: sql`coalesce(customer.nick, '')`,
  customerName: sql`coalesce(customer.name, '')`,
  emails: sql`coalesce(customer.emails, '')`,
  phones: sql`coalesce(customer.phones, '')`,
} as const;

// Neither JSON nor an id or a number holds these control characters, so the pieces between them need no escaping.
/** Separates the pieces of different rows. */
export const betweenPieces = '\x1f';
/** Separates the values of one piece. */
export const betweenValues = '\x1e';

/** Returns the members of a shape, each with the SQL that reads its value. */
export function membersOf<Known extends Readonly<Record<string, RawBuilder<unknown>>>>(
  shape: Readonly<Record<string, keyof Known & string>>,
  known: Known,
): Record<string, RawBuilder<unknown>> {
  return Object.fromEntries(Object.entries(shape).map(([name, word]) => [name, known[word]!]));
}
