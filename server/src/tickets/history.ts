import type { Tx } from '../context.ts';
import { moveCounts } from '../counters/ticket-counts.ts';
import { type Actor, type Change, type EventKind, record, type TicketEvent } from '../events.ts';
import { noteUses } from '../files/uses.ts';
import { applyEvent, replay } from './apply-event.ts';
import { filesIn } from './files-held.ts';
import { insertTicket, updateTicket } from './store.ts';
import type { Ticket } from './ticket.ts';

/** What a command decided to let happen. */
export interface Happening {
  readonly kind: EventKind;
  readonly actor: Actor;
  readonly changes: readonly Change[];
  readonly replyId?: string;
}

/**
 * Makes it an event of the ticket: writes the row as it is afterwards, records the event, and returns the ticket. An edit
 * without a change is no event: nothing is written, and the very ticket that was given is returned.
 */
export async function happen(tx: Tx, ticket: Ticket, happening: Happening): Promise<Ticket> {
  if (happening.kind === 'edited' && happening.changes.length === 0) return ticket;
  const event: TicketEvent = {
    id: tx.newId(),
    ticketId: ticket.id,
    version: ticket.version + 1,
    at: tx.at,
    way: 'page',
    replyId: null,
    ...happening,
  };
  const next = applyEvent(ticket, event);
  const isNew = ticket.version === 0;
  after.set(event, next);
  moveCounts(tx, isNew ? null : ticket, next);
  if (isNew) insertTicket(tx, next);
  else updateTicket(tx, ticket, next);
  await Promise.all([noteUses(tx, ticket.id, filesIn(event.changes)), record(tx, event)]);
  return next;
}

const after = new WeakMap<TicketEvent, Ticket>();

/** The ticket as the event has left it, to those who follow the event; nothing of events that came with a past. */
export function ticketAfter(event: TicketEvent): Ticket | undefined {
  return after.get(event);
}

/**
 * Writes a ticket that comes with a past: the row that its events, oldest first, have made of it, and the events. It is
 * left to be counted (`countNew`), for many together cost less.
 */
export async function insertPast(tx: Tx, events: readonly TicketEvent[]): Promise<Ticket> {
  const ticket = replay(events[0]!.ticketId, events);
  insertTicket(tx, ticket);
  await noteUses(
    tx,
    ticket.id,
    events.flatMap(({ changes }) => filesIn(changes)),
  );
  for (const event of events) await record(tx, event);
  return ticket;
}
