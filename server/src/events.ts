/**
 * What happened to a ticket. `accepted`: an agent took over a ticket that was assigned to nobody. `erased`: a reply's
 * contents, or a person, were removed for good.
 */
export type EventKind = 'created' | 'edited' | 'replied' | 'accepted' | 'reminded' | 'evaluated' | 'deleted' | 'erased';

/** Who caused an event. */
export interface Actor {
  readonly type: 'agent' | 'customer' | 'trigger' | 'robot' | 'robot_rule' | 'system' | 'automation';
  readonly id: string;
  readonly name: string;
  /** The address of a portrait, or "". */
  readonly face: string;
}

/** How an event was caused. `page`: by a person or the API. `system`: by Gongdan itself. */
export type Way = 'page' | 'trigger' | 'automation' | 'robot_rule' | 'robot' | 'system';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * The change of one property. `text` is the new value as people read it at that moment (a name, a path); absent when
 * `to` is readable itself. For a custom field, `property` is `field:<id>` and `label` its name. For a status,
 * `statusType` is the type of the new one.
 */
export interface Change {
  readonly property: string;
  readonly from: Json;
  readonly to: Json;
  readonly text?: string;
  readonly label?: string;
  readonly statusType?: number;
}

/** A recorded event of one ticket. */
export interface TicketEvent {
  readonly id: string;
  readonly ticketId: string;
  /** The event's place among those of the ticket, from 1. */
  readonly version: number;
  readonly at: number;
  readonly kind: EventKind;
  readonly actor: Actor;
  readonly way: Way;
  readonly changes: readonly Change[];
  /** The reply that the event added or erased. */
  readonly replyId: string | null;
}
