import type { Actor, Change, Json, TicketEvent } from '../events.ts';
import { erasedNick, type Leaving } from '../people/erase-customer.ts';
import type { Starter } from '../tickets/model/ticket.ts';

/**
 * How much of a ticket is erased. `everything`: in the customer's own ticket, all texts by anybody, because they are
 * about him. `traces`: in another's ticket, only his own texts and his name.
 */
export type Extent = 'everything' | 'traces';

/** Properties that say neither who asked nor about what, and so may stay. */
const harmless = new Set([
  'number',
  'source',
  'level',
  'status',
  'categoryId',
  'templateId',
  'groupId',
  'agentId',
  'copiedAgents',
  'watcherIds',
  'relatedIds',
]);

/** Returns `everything` when the ticket is or first was the customer's. */
export function extentOf(
  { customerId }: Leaving,
  ticket: { readonly customerId: string | null; readonly starter: Starter },
): Extent {
  const started = ticket.starter.type === 'customer' && ticket.starter.id === customerId;
  return started || ticket.customerId === customerId ? 'everything' : 'traces';
}

/** Returns the event without the person. Pure. */
export function forgetPerson(event: TicketEvent, leaving: Leaving, extent: Extent): TicketEvent {
  const isHis = isPerson(event.actor, leaving);
  return {
    ...event,
    actor: isHis ? nobody(leaving) : event.actor,
    changes: event.changes.flatMap((change) => forgetIn(change, leaving, isHis ? 'everything' : extent)),
  };
}

function isPerson({ type, id }: Pick<Actor, 'type' | 'id'>, { customerId }: Leaving): boolean {
  return type === 'customer' && id === customerId;
}

/** Returns the actor who takes the person's place in the history. */
export function nobody({ successorId }: Leaving): Actor {
  return { type: 'customer', id: successorId, name: erasedNick, face: '' };
}

function forgetIn(change: Change, leaving: Leaving, extent: Extent): Change | [] {
  switch (change.property) {
    case 'customerId':
      return forgetCustomer(change, leaving);
    case 'starter':
      return { ...change, to: forgetStarter(change.to, leaving) };
    case 'reply':
      return { ...change, to: forgetReply(change.to, extent) };
    case 'evaluation':
      return extent === 'traces' ? change : { ...change, from: unremarked(change.from), to: unremarked(change.to) };
    default:
      return extent === 'traces' || harmless.has(change.property) ? change : [];
  }
}

function forgetCustomer(change: Change, { customerId, successorId }: Leaving): Change {
  const other = (id: Json) => (id === customerId ? successorId : id);
  const isHis = change.to === customerId;
  return { ...change, from: other(change.from), to: other(change.to), ...(isHis && { text: erasedNick }) };
}

function forgetStarter(to: Json, leaving: Leaving): Json {
  const starter = to as unknown as Starter;
  return isPerson(starter, leaving) ? { ...(to as object), id: leaving.successorId, name: erasedNick } : to;
}

function forgetReply(to: Json, extent: Extent): Json {
  const { visibility } = to as { visibility: string };
  // The visibility stays, because the first response is computed from it. The title goes, because it names the customer.
  if (extent === 'everything') return { title: '', content: '', files: [], visibility, erased: true };
  return { ...(to as object), title: plainTitle };
}

export const plainTitle = '回复';

function unremarked(given: Json): Json {
  return given === null ? null : { score: (given as { score: number }).score, remark: '' };
}
