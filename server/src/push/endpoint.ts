import type { EventKind } from '../events.ts';
import type { AckPolicy } from './outcome.ts';
import type { Signer } from './sign.ts';

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
  readonly kinds: MessageKind[];
  /** "" for none: nothing is signed then. */
  readonly secret: string;
  /** It, and for a day after it was replaced the one before. */
  readonly signers: readonly Signer[];
  readonly ack: AckPolicy;
  /** Whether later messages of a ticket may pass one that has been failing for half an hour. */
  readonly order: 'latest' | 'strict';
  readonly position: number;
  /** `paused` by a person or after five days of failures; `gone` when it answered 410. What is due then waits. */
  readonly state: EndpointState;
  /** Why it isn't `active`, in a sentence; "" while it is. */
  readonly stateReason: string;
  /** The first failure since the last success. */
  readonly failingSince: number | null;
}

export type EndpointState = 'active' | 'paused' | 'gone';

const stars = '***';

/** The address without what may be secret in it: the values of its query are starred out. */
export function maskUrl(url: string): string {
  const at = url.indexOf('?');
  if (at < 0) return url;
  return url.slice(0, at) + url.slice(at).replace(/=[^&#]*/g, `=${stars}`);
}

export function maskSecret(secret: string): string {
  return secret === '' ? '' : `whsec_${stars}`;
}
