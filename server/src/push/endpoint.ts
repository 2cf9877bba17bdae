import type { EventKind } from '../events.ts';
import type { AckPolicy } from './outcome.ts';
import type { Signer } from './sign.ts';

/** The kinds of event that make a message. */
export const messageKinds = ['created', 'edited', 'replied', 'accepted', 'reminded', 'deleted', 'evaluated'] as const;

export type MessageKind = (typeof messageKinds)[number];

export function makesMessage(kind: EventKind): kind is MessageKind {
  return kind !== 'erased';
}

/** Identifies an endpoint: its id is unique within its company only. */
export interface EndpointKey {
  readonly companyId: string;
  readonly id: string;
}

/** An address to which a company wants its messages sent. */
export interface PushEndpoint extends EndpointKey {
  /** Shown only masked, because its query may hold a secret. */
  readonly url: string;
  /** `envelope`: the documented form. `flat`: the ticket alone. */
  readonly form: 'envelope' | 'flat';
  readonly kinds: MessageKind[];
  /** The signing secret; "" when there is none. */
  readonly secret: string;
  /**
   * Made of the secret, and for a day after a change also of the former secret. Messages are signed with each of them.
   */
  readonly signers: readonly Signer[];
  readonly ack: AckPolicy;
  /** With `latest`, later messages of a ticket may pass one that has been failing for half an hour. */
  readonly order: 'latest' | 'strict';
  readonly position: number;
  /** `paused` by an operator or after five days of failures; `gone` after an answer 410. In both, deliveries wait. */
  readonly state: EndpointState;
  /** Why the endpoint is not `active`, in a sentence; "" while it is. */
  readonly stateReason: string;
  /** The instant of the first failed try since the last success; null when none failed. */
  readonly failingSince: number | null;
}

export type EndpointState = 'active' | 'paused' | 'gone';

const stars = '***';

/** Replaces the values in the query of the address by stars, because they may be secret. */
export function maskUrl(url: string): string {
  const at = url.indexOf('?');
  if (at < 0) return url;
  return url.slice(0, at) + url.slice(at).replace(/=[^&#]*/g, `=${stars}`);
}

export function maskSecret(secret: string): string {
  return secret === '' ? '' : `whsec_${stars}`;
}
