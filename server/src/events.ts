import type { Tx } from './context.ts';
import { insertsTogether } from './db/insert-together.ts';
import { keptChanges } from './kept-changes.ts';

/** What happened to a ticket. `erased` marks a reply whose contents were removed for good. */
export type EventKind = 'created' | 'edited' | 'replied' | 'accepted' | 'reminded' | 'evaluated' | 'deleted' | 'erased';

/** Who did it. */
export interface Actor {
  readonly type: 'agent' | 'customer' | 'trigger' | 'robot' | 'robot_rule' | 'system' | 'automation';
  readonly id: string;
  readonly name: string;
  /** Address of a portrait, or "". */
  readonly face: string;
}

/** By what way it came: a person or the API, a trigger, an automation, robot rules, the robot, the system itself. */
export type Way = 'page' | 'trigger' | 'automation' | 'robot_rule' | 'robot' | 'system';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * One property that changed. `text` is how the new value read to a person at that moment (a name, a path), absent
 * where `to` reads by itself. For a custom field `property` is `field:<id>` and `label` its name; for a status
 * `statusType` is the type that the new one had then.
 */
export interface Change {
  readonly property: string;
  readonly from: Json;
  readonly to: Json;
  readonly text?: string;
  readonly label?: string;
  readonly statusType?: number;
}

/** One thing that happened to one ticket, as recorded. */
export interface TicketEvent {
  readonly id: string;
  readonly ticketId: string;
  /** Its place among the events of the ticket, from 1. */
  readonly version: number;
  readonly at: number;
  readonly kind: EventKind;
  readonly actor: Actor;
  readonly way: Way;
  readonly changes: readonly Change[];
  /** The reply that the event added or erased. */
  readonly replyId: string | null;
}

/** Follows events inside the transaction that records them: counters, search, rules, pushes. */
export type Reactor = (tx: Tx, event: TicketEvent) => Promise<void>;

/** Writes the event and lets every reactor follow it. Nothing changes a ticket without passing here. */
export async function record(tx: Tx, event: TicketEvent): Promise<void> {
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
    changes: keptChanges(tx.query, event.changes),
    reply_id: event.replyId,
  });
  for (const react of tx.reactors) await react(tx, event);
}

const insertEvent = insertsTogether('event', [
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
