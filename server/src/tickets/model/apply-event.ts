import type { FieldValues } from '../../catalog/catalog.ts';
import { statusTypes } from '../../catalog/statuses.ts';
import type { Change, Json, TicketEvent } from '../../events.ts';
import { blankTicket, type Evaluation, type Ticket } from './ticket.ts';

/** The properties that a change sets directly; the others are derived from the event. */
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

/** Returns the ticket after the event. It is pure: replaying a ticket's events gives the ticket. */
export function applyEvent(ticket: Ticket, event: TicketEvent): Ticket {
  const next: Changing = { ...ticket, updatedAt: event.at, updatedBy: event.actor.name, version: event.version };
  setDirect(next, event.changes);
  next.fields = setFields(ticket.fields, event.changes);
  setDerived(next, ticket, event);
  return next;
}

/** A ticket that may still be changed, because nobody else has seen it. */
type Changing = { -readonly [Property in keyof Ticket]: Ticket[Property] };

/** Returns the ticket that results from its events, given in their order. */
export function replay(ticketId: string, events: Iterable<TicketEvent>): Ticket {
  let ticket = blankTicket(ticketId);
  for (const event of events) ticket = applyEvent(ticket, event);
  return ticket;
}

/** True for 接单: an agent took on a ticket that had no agent. */
export function isAcceptance({ kind, actor, changes }: Pick<TicketEvent, 'kind' | 'actor' | 'changes'>): boolean {
  if (kind === 'created' || actor.type !== 'agent') return false;
  return changes.some(({ property, from, to }) => property === 'agentId' && from === null && to === actor.id);
}

function setDirect(next: Changing, changes: readonly Change[]): void {
  const values = next as unknown as Record<string, Json>;
  for (const { property, to } of changes) if (isDirect.has(property)) values[property] = to;
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

/** Sets the properties that are derived from an event: moments, reminders, evaluation. */
function setDerived(next: Changing, before: Ticket, event: TicketEvent): void {
  const { at, kind, changes } = event;
  if (kind === 'created') next.createdAt = at;
  if (isResponse(event)) next.firstResponseAt = before.firstResponseAt ?? at;
  const status = changes.find(({ property }) => property === 'status');
  if (status) setStatusMoments(next, status.statusType, at);
  if (kind === 'reminded') {
    next.reminderCount = before.reminderCount + 1;
    next.firstRemindedAt = before.firstRemindedAt ?? at;
  }
  if (kind === 'evaluated') next.evaluation = evaluationOf(changes, at);
}

/** True when an agent replied publicly or took the ticket on. */
function isResponse(event: TicketEvent): boolean {
  return isAcceptance(event) || (event.actor.type === 'agent' && event.changes.some(isPublicReply));
}

function isPublicReply({ property, to }: Change): boolean {
  return property === 'reply' && (to as { visibility?: string }).visibility === 'public';
}

/** Sets the moments that depend on the new status. A ticket that becomes deleted keeps its time of closing. */
function setStatusMoments(next: Changing, statusType: number | undefined, at: number): void {
  const isSolved = statusType === statusTypes.resolved || statusType === statusTypes.closed;
  if (isSolved) next.firstSolvedAt ??= at;
  if (statusType !== statusTypes.deleted) next.closedAt = statusType === statusTypes.closed ? at : null;
}

function evaluationOf(changes: readonly Change[], at: number): Evaluation | null {
  const given = changes.find(({ property }) => property === 'evaluation');
  return given ? { ...(given.to as { score: number; remark: string }), at } : null;
}
