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
