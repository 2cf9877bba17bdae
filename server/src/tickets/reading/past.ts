import type { Actor } from '../../events.ts';
import type { JsonText } from '../../json/json-text.ts';
import { fieldPrefix, type PastChange, type PastReply, type SimpleProperty } from './past-change.ts';

export interface PastEvent {
  readonly ticketId: string;
  readonly version: number;
  readonly at: number;
  readonly kind: string;
  /** The reply that it added or erased; "" for none. */
  readonly replyId: string;
  readonly actor: PastActor;
  readonly changes: readonly PastChange[];
}

/** Who did it, as JSON but for the type. */
export interface PastActor {
  readonly type: Actor['type'];
  readonly id: JsonText;
  readonly name: JsonText;
}

/** A ticket as it was at some moment, with all that had happened to it by then, oldest first. */
export interface PastTicket {
  readonly id: string;
  /** The last change of every property that says by itself what it has become. */
  readonly last: LastChanges;
  /** Of custom fields that have a value, in the order in which they got one. */
  readonly fields: Readonly<Record<string, PastChange>> | undefined;
  /** Those that have not been erased since, with the events that they came with, in the order of a conversation. */
  readonly replies: readonly (readonly [PastEvent, PastReply])[];
  readonly events: readonly PastEvent[];
  readonly createdAt: number;
}

export type LastChanges = { readonly [Property in SimpleProperty]: PastChange | undefined };

/** Made from the ticket's events up to that moment, in their order, at least one. */
export function pastTicket(events: readonly PastEvent[]): PastTicket {
  const last = noChanges();
  const replies: (readonly [PastEvent, PastReply])[] = [];
  let fields: Record<string, PastChange> | undefined;
  let createdAt = 0;
  for (const event of events) {
    if (event.kind === 'created') createdAt = event.at;
    for (const change of event.changes) {
      const { property, reply } = change;
      if (reply) replies.push([event, reply]);
      else if (property in last) last[property as SimpleProperty] = change;
      else if (property.startsWith(fieldPrefix)) fields = setField(fields ?? {}, change);
    }
  }
  return {
    id: events[0]!.ticketId,
    last,
    fields,
    replies: replies.filter(([, { erased }]) => !erased).sort(([one], [other]) => compareReplies(one, other)),
    events,
    createdAt,
  };
}

/** By time, then by id, as `readReplies` orders them: the clocks of nodes differ, and events count by version. */
function compareReplies(one: PastEvent, other: PastEvent): number {
  if (one.at !== other.at) return one.at - other.at;
  if (one.replyId === other.replyId) return 0;
  return one.replyId < other.replyId ? -1 : 1;
}

function setField(fields: Record<string, PastChange>, change: PastChange): Record<string, PastChange> {
  const id = change.property.slice(fieldPrefix.length);
  if (change.to === 'null') delete fields[id];
  else fields[id] = change;
  return fields;
}

function noChanges(): { -readonly [Property in SimpleProperty]: PastChange | undefined } {
  return {
    number: undefined,
    title: undefined,
    content: undefined,
    source: undefined,
    level: undefined,
    status: undefined,
    categoryId: undefined,
    groupId: undefined,
    agentId: undefined,
    customerId: undefined,
    starter: undefined,
    recordId: undefined,
    copiedAgents: undefined,
    files: undefined,
  };
}
