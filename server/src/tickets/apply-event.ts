import type { FieldValues } from '../catalog/catalog.ts';
import type { Change, Json, TicketEvent } from '../events.ts';
import { blankTicket, type Evaluation, type Ticket } from './ticket.ts';

/** What a change sets as it says; everything else of a ticket follows from the event. */
const direct = [
  'number',
  'title',
  'content',
  'source',
  'level',
  'status',
  'categoryId',
  'templateId',
  'groupId',
  'agentId',
  'customerId',
  'starter',
  'recordId',
  'copiedAgents',
  'files',
  'contact',
  'watcherIds',
  'relatedIds',
  'mailbox',
] as const satisfies readonly (keyof Ticket)[];

export type DirectProperty = (typeof direct)[number];

const isDirect: ReadonlySet<string> = new Set(direct);

/** The ticket after the event. Pure: replaying a ticket's events gives the ticket. */
export function applyEvent(ticket: Ticket, event: TicketEvent): Ticket {
  return {
    ...ticket,
    ...set(event.changes),
    fields: setFields(ticket.fields, event.changes),
    ...consequences(ticket, event),
    updatedAt: event.at,
    updatedBy: event.actor.name,
    version: event.version,
  };
}

/** The ticket that its events, in their order, have made. */
export function replay(ticketId: string, events: Iterable<TicketEvent>): Ticket {
  let ticket = blankTicket(ticketId);
  for (const event of events) ticket = applyEvent(ticket, event);
  return ticket;
}

/** 接单: an agent took a ticket that had none. */
export function isAcceptance({ kind, actor, changes }: Pick<TicketEvent, 'kind' | 'actor' | 'changes'>): boolean {
  if (kind === 'created' || actor.type !== 'agent') return false;
  return changes.some(({ property, from, to }) => property === 'agentId' && from === null && to === actor.id);
}

function set(changes: readonly Change[]): Partial<Ticket> {
  const values: Record<string, Json> = {};
  for (const { property, to } of changes) if (isDirect.has(property)) values[property] = to;
  return values as Partial<Ticket>;
}

function setFields(before: FieldValues, changes: readonly Change[]): FieldValues {
  let fields: Record<string, FieldValues[string]> | undefined;
  for (const { property, to, text } of changes) {
    if (!property.startsWith('field:')) continue;
    fields ??= { ...before };
    const id = property.slice('field:'.length);
    if (to === null) delete fields[id];
    else fields[id] = { value: to as string, text: text ?? '' };
  }
  return fields ?? before;
}

function consequences(ticket: Ticket, event: TicketEvent): Partial<Ticket> {
  const { at, kind, changes } = event;
  const status = changes.find(({ property }) => property === 'status');
  return {
    ...(kind === 'created' && { createdAt: at }),
    ...(isResponse(event) && { firstResponseAt: ticket.firstResponseAt ?? at }),
    ...(status && reached(ticket, status.statusType, at)),
    ...(kind === 'reminded' && reminded(ticket, at)),
    ...(kind === 'evaluated' && { evaluation: evaluationOf(changes, at) }),
  };
}

/** An agent answered so that the customer can see it, or took the ticket on. */
function isResponse(event: TicketEvent): boolean {
  return isAcceptance(event) || (event.actor.type === 'agent' && event.changes.some(isPublicReply));
}

function isPublicReply({ property, to }: Change): boolean {
  return property === 'reply' && (to as { visibility?: string }).visibility === 'public';
}

function reached(ticket: Ticket, statusType: number | undefined, at: number): Partial<Ticket> {
  switch (statusType) {
    case 5:
      return { firstSolvedAt: ticket.firstSolvedAt ?? at, closedAt: null };
    case 6:
      return { firstSolvedAt: ticket.firstSolvedAt ?? at, closedAt: at };
    case 7:
      return {};
    default:
      return { closedAt: null };
  }
}

function reminded(ticket: Ticket, at: number): Partial<Ticket> {
  return { reminderCount: ticket.reminderCount + 1, firstRemindedAt: ticket.firstRemindedAt ?? at };
}

function evaluationOf(changes: readonly Change[], at: number): Evaluation | null {
  const given = changes.find(({ property }) => property === 'evaluation');
  return given ? { ...(given.to as { score: number; remark: string }), at } : null;
}
