import type { Ticket } from '../api/types.ts';
import { type EventsSince, eventsSince } from './events-since.ts';
import type { Edits, Reply, TicketEvent } from './ticket.ts';

/**
 * A property that the agent of this window ("I") wants to set, and that somebody else has or may have set meanwhile.
 */
export interface Conflict {
  /** `title`, `status` …, or `field:<id>` for a custom field. */
  readonly property: string;
  readonly theirs: string;
  readonly mine: string;
}

/** The changes that others made after the version that I saw. */
export interface ChangesByOthers extends EventsSince {
  /** The latest version of the ticket. */
  readonly version: number;
  readonly replies: readonly Reply[];
  readonly conflicts: readonly Conflict[];
}

export type Choice = 'theirs' | 'mine';

/**
 * Compares my edits with the events of others after the version that I saw. If some of these events are not loaded,
 * they may have changed any property. Then every edit whose value differs from the latest one is a conflict.
 */
export function changesByOthers(latest: Ticket, version: number, edits: Edits, me: string): ChangesByOthers {
  const since = eventsSince(latest, version);
  const events = since.events.filter((event) => !isBy(me, event));
  const touched = new Set(events.flatMap((event) => event.changes.map((change) => change.property)));
  const replyIds = new Set(events.map((event) => event.replyId));
  return {
    version: latest.version,
    events,
    unread: since.unread,
    replies: latest.replies.filter((reply) => replyIds.has(reply.id)),
    conflicts: settings(edits)
      .map(({ property, value }) => ({ property, theirs: valueIn(latest, property), mine: value }))
      .filter(({ property, theirs, mine }) => (touched.has(property) || since.unread > 0) && theirs !== mine),
  };
}

/** Returns my edits without those where I chose the others' value, and without those that equal the latest value. */
export function editsToSend(edits: Edits, latest: Ticket, choices: ReadonlyMap<string, Choice>): Edits {
  const settingsToSend = settings(edits).filter(
    ({ property, value }) => choices.get(property) !== 'theirs' && valueIn(latest, property) !== value,
  );
  const propertiesToSend = new Set(settingsToSend.map(({ property }) => property));
  const { fields, ...properties } = edits;
  const fieldsToSend = fields?.filter(({ fieldId }) => propertiesToSend.has(`field:${fieldId}`)) ?? [];
  return {
    ...Object.fromEntries(Object.entries(properties).filter(([property]) => propertiesToSend.has(property))),
    ...(fieldsToSend.length > 0 ? { fields: fieldsToSend } : {}),
  };
}

/** True when the agent caused the event. */
export function isBy(agentId: string, event: TicketEvent): boolean {
  return event.actor.type === 'agent' && event.actor.id === agentId;
}

/**
 * Returns the version up to which I know the ticket: `version`, or that of the last of my own events right after it.
 */
export function skipOwnEvents(version: number, events: readonly TicketEvent[], agentId: string): number {
  const own = new Set(events.filter((event) => isBy(agentId, event)).map((event) => event.version));
  let reached = version;
  while (own.has(reached + 1)) reached += 1;
  return reached;
}

/**
 * Returns the ticket with my edits applied, to show it while they are being sent. A new description is not applied: the
 * page shows `html`, which only the server can make from a description.
 */
export function withEdits(ticket: Ticket, edits: Edits): Ticket {
  const { fields = [], content: _, ...properties } = edits;
  const agent = edits.agentId === '' ? { agentId: null } : {};
  const given = new Map(fields.map((one) => [one.fieldId, one.value]));
  const others = ticket.fields.filter((one) => !given.has(one.fieldId));
  const known = new Map(ticket.fields.map((one) => [one.fieldId, one]));
  const set = [...given].map(([fieldId, value]) => ({
    fieldId,
    value,
    text: known.get(fieldId)?.value === value ? (known.get(fieldId)?.text ?? '') : '',
  }));
  return { ...ticket, ...properties, ...agent, fields: [...others, ...set] };
}

/** Returns the edits as a flat list, with each custom field as a property `field:<id>`. */
function settings(edits: Edits): { property: string; value: string }[] {
  const { fields = [], ...properties } = edits;
  return [
    ...Object.entries(properties)
      .filter(([, value]) => value !== undefined)
      .map(([property, value]) => ({ property, value: String(value) })),
    ...fields.map(({ fieldId, value }) => ({ property: `field:${fieldId}`, value })),
  ];
}

const ownProperties = ['title', 'content', 'status', 'level', 'groupId', 'agentId'] as const;

function valueIn(ticket: Ticket, property: string): string {
  const fieldId = property.startsWith('field:') ? property.slice('field:'.length) : null;
  if (fieldId !== null) return ticket.fields.find((one) => one.fieldId === fieldId)?.value ?? '';
  const known = ownProperties.find((one) => one === property);
  return known ? String(ticket[known] ?? '') : '';
}
