import { accepted, readAcknowledgement } from './acknowledgement.ts';
import type { Attempt } from './attempt.ts';
import { waitAfter } from './schedule.ts';

/**
 * `strict` demands the documented receipt. `lenient` accepts any 2xx, unless the answer holds a receipt with another
 * code.
 */
export type AckPolicy = 'lenient' | 'strict';

/** What becomes of a delivery after a try. */
export type Outcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'retry'; readonly at: number }
  | { readonly kind: 'given_up' }
  /** The receiver answered 410 Gone: nothing is sent there until an operator resumes the endpoint. */
  | { readonly kind: 'endpoint_gone' };

/** The longest wait that a receiver can ask for with Retry-After. */
const longestRetryAfterMs = 24 * 60 * 60_000;

/** Decides the outcome from an attempt and the number of failed tries before it. `random`, in [0, 1), spreads retries. */
export function outcomeOf(attempt: Attempt, triesBefore: number, ack: AckPolicy, random: () => number): Outcome {
  if (isDelivered(attempt, ack)) return { kind: 'delivered' };
  if (attempt.status === 410) return { kind: 'endpoint_gone' };
  const wait = waitAfter(triesBefore + 1, random);
  if (wait === undefined) return { kind: 'given_up' };
  const asked = Math.min(attempt.retryAfterMs ?? 0, longestRetryAfterMs);
  return { kind: 'retry', at: attempt.startedAt + attempt.tookMs + Math.max(wait, asked) };
}

function isDelivered(attempt: Attempt, ack: AckPolicy): boolean {
  const { status, fault, answer } = attempt;
  if (fault !== null || status === null || status < 200 || status > 299) return false;
  const { code } = readAcknowledgement(answer);
  return code === accepted || (code === null && ack === 'lenient');
}
