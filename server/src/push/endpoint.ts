import type { EventKind } from '../events.ts';
import type { AckPolicy } from './outcome.ts';

/** The kinds of event that make a message. */
export const messageKinds = ['created', 'edited', 'replied', 'accepted', 'reminded', 'deleted', 'evaluated'] as const;

export type MessageKind = (typeof messageKinds)[number];

export function makesMessage(kind: EventKind): kind is MessageKind {
  return kind !== 'erased';
}

/** Which endpoint: ids are unique within a company. */
export interface EndpointKey {
  readonly companyId: string;
  readonly id: string;
}

/** Where a company wants its messages sent. */
export interface PushEndpoint extends EndpointKey {
  /** May hold a secret in its query: shown only masked. */
  readonly url: string;
  /** `envelope` as documented, `flat` the ticket alone. */
  readonly form: 'envelope' | 'flat';
  readonly kinds: readonly MessageKind[];
  /** The secrets that sign now: none, one, or two for a day after a rotation, the newer first. */
  readonly secrets: readonly string[];
  readonly ack: AckPolicy;
  /** Whether later messages of a ticket may pass one that has been failing for half an hour. */
  readonly order: 'latest' | 'strict';
  /** `paused` by a person or after five days of failures; `gone` when it answered 410. What is due then waits. */
  readonly state: EndpointState;
  /** Why it isn't `active`, in a sentence; "" while it is. */
  readonly stateReason: string;
  /** The first failure since the last success. */
  readonly failingSince: number | null;
}

export type EndpointState = 'active' | 'paused' | 'gone';

/** The address without what may be secret in it: the query's values are starred out. */
export function maskUrl(url: string): string {
  const at = url.indexOf('?');
  if (at < 0) return url;
  return url.slice(0, at + 1) + url.slice(at + 1).replace(/=[^&#]*/g, '=***');
}
