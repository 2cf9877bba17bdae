import type { Happened, Tx } from '../../context.ts';
import { queuedInsert } from '../../db/group/queued-insert.ts';
import type { Actor, Change, EventKind, TicketEvent } from '../../events.ts';
import { noteUses } from '../../files/uses.ts';
import { moveCounts } from '../counting/ticket-counts.ts';
import { applyEvent } from '../model/apply-event.ts';
import { blankTicket, type Ticket } from '../model/ticket.ts';
import { filesIn } from './files-held.ts';
import { insertTicket, updateTicket } from './store.ts';

/** What a command decided should happen to a ticket. */
export interface Happening {
  readonly kind: EventKind;
  readonly actor: Actor;
  readonly changes: readonly Change[];
  readonly replyId?: string;
}

/**
 * Makes an event of the happening: applies it to the ticket, writes the ticket's row, records the event, and returns
 * the new ticket. An edit without a change is no event: nothing is written, and the given ticket is returned.
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
  moveCounts(tx, isNew ? null : ticket, next);
  if (isNew) insertTicket(tx, next);
  else updateTicket(tx, ticket, next);
  await Promise.all([noteUses(tx, ticket.id, filesIn(event.changes)), record(tx, { event, ticket: next })]);
  return next;
}

/**
 * Writes a ticket that has a history already, such as an imported one: its events, oldest first, and the row that they
 * give. The caller counts these tickets with `countNew`, because to count many together costs less.
 */
export async function insertPast(tx: Tx, events: readonly TicketEvent[]): Promise<Ticket> {
  const past: Happened[] = [];
  let ticket = blankTicket(events[0]!.ticketId);
  for (const event of events) {
    ticket = applyEvent(ticket, event);
    past.push({ event, ticket });
  }
  insertTicket(tx, ticket);
  await noteUses(
    tx,
    ticket.id,
    events.flatMap(({ changes }) => filesIn(changes)),
  );
  for (const happened of past) await record(tx, happened);
  return ticket;
}

/** Writes the event and calls every reactor. Every change of a ticket passes here. */
export async function record(tx: Tx, happened: Happened): Promise<void> {
  const { event } = happened;
  insertEvent(tx, {
    company_id: tx.company.id,
    ticket_id: event.ticketId,
    version: event.version,
    id: event.id,
    at: event.at,
    kind: event.kind,
    way: event.way,
    actor_type: event.actor.type,
    actor_id: event.actor.id,
    actor_name: event.actor.name,
    actor_face: event.actor.face,
    changes: JSON.stringify(event.changes),
    reply_id: event.replyId,
  });
  for (const react of tx.reactors) await react(tx, happened);
}

const insertEvent = queuedInsert('event', [
  'company_id',
  'ticket_id',
  'version',
  'id',
  'at',
  'kind',
  'way',
  'actor_type',
  'actor_id',
  'actor_name',
  'actor_face',
  'changes',
  'reply_id',
]);
