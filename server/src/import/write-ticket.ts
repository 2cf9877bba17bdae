import type { Tx } from '../context.ts';
import { refusedField } from '../errors.ts';
import type { Actor, TicketEvent } from '../events.ts';
import { type CustomerKeys, type FoundCustomer, findOrCreateCustomer } from '../people/customer-search.ts';
import { firstValues } from '../tickets/create.ts';
import { agentActor, customerActor, findNick, systemActor } from '../tickets/model/actors.ts';
import { replay } from '../tickets/model/apply-event.ts';
import { setStatus } from '../tickets/model/changes.ts';
import type { Desk } from '../tickets/model/desk.ts';
import { blankTicket, type Starter, type Ticket } from '../tickets/model/ticket.ts';
import { insertPast } from '../tickets/rows/history.ts';
import { keepNumber, takeNumber } from '../tickets/rows/numbers.ts';
import type { ImportedTicket } from './read-ticket.ts';

/**
 * Writes a ticket with an event of its creation and, when it reached its status later, a second event. The caller must have
 * checked that no ticket has the number, and must add the ticket to the counts (`countNew`). Throws Problem when the customer
 * is unknown.
 */
export async function writeTicket(tx: Tx, desk: Desk, imported: ImportedTicket): Promise<Ticket> {
  const customer = await findCustomer(tx, imported.customer);
  const number = await numberOf(tx, imported);
  const created = createdEvent(tx, desk, imported, number, customer);
  return insertPast(tx, imported.settledAt === undefined ? [created] : [created, settledEvent(tx, imported, created)]);
}

/**
 * Finds the customer, or creates one as `save_user_ticket` does. Refuses an unknown id when no other key is given, because
 * there is nothing to create a customer from.
 */
async function findCustomer(tx: Tx, keys: CustomerKeys | undefined): Promise<FoundCustomer | undefined> {
  if (keys === undefined) return undefined;
  const { id, partnerId, emails, phones } = keys;
  if (id === undefined || partnerId !== undefined || emails.length + phones.length > 0) {
    return findOrCreateCustomer(tx, keys);
  }
  const nick = await findNick(tx, id);
  if (nick === undefined) throw refusedField('userid', 'no such customer');
  return { id, nick };
}

/** Keeps the row's number, or takes a new one of the day on which the ticket was created. */
async function numberOf(tx: Tx, { number, createdAt }: ImportedTicket): Promise<string> {
  if (number === undefined) return takeNumber({ ...tx, at: createdAt });
  await keepNumber(tx, number);
  return number;
}

function createdEvent(
  tx: Tx,
  desk: Desk,
  imported: ImportedTicket,
  number: string,
  customer: FoundCustomer | undefined,
): TicketEvent {
  const blank = blankTicket(tx.newId());
  const { actor, starter } = openerOf(imported, customer);
  const opening = { ...imported, status: imported.statusAtFirst, number, actor, starter, customer };
  const changes = firstValues(desk, blank, imported.input, opening);
  const event = { ticketId: blank.id, way: 'system', replyId: null } as const;
  return { ...event, id: tx.newId(), version: 1, at: imported.createdAt, kind: 'created', actor, changes };
}

/** Returns who opened the ticket: the agent, when the row names one, otherwise the customer. */
function openerOf({ creator }: ImportedTicket, customer?: FoundCustomer): { actor: Actor; starter: Starter } {
  if (creator) {
    const { id, name, groupIds } = creator;
    return { actor: agentActor(creator), starter: { type: 'agent', id, name, groupIds } };
  }
  const { id, nick } = customer!;
  return { actor: customerActor(id, nick), starter: { type: 'customer', id, name: nick, groupIds: [] } };
}

/** Makes the event that brought the ticket from the status "new" to the status in the row. */
function settledEvent(tx: Tx, { status, settledAt }: ImportedTicket, created: TicketEvent): TicketEvent {
  const changes = setStatus(replay(created.ticketId, [created]), status);
  return { ...created, id: tx.newId(), version: 2, at: settledAt!, kind: 'edited', actor: systemActor, changes };
}
