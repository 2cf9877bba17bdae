/** Why a try brought no usable answer. */
export type Fault =
  /** The address is private, reserved or our own. */
  | 'address_refused'
  | 'name_unresolved'
  | 'connection_failed'
  | 'certificate_wrong'
  | 'timed_out'
  /** The connection broke before the answer was complete. */
  | 'broken_off';

/** One try to hand a message to an endpoint, as it went. */
export interface Attempt {
  readonly startedAt: number;
  readonly tookMs: number;
  /** HTTP status; null when none came. */
  readonly status: number | null;
  readonly fault: Fault | null;
  /** In a few words what went wrong below HTTP; "" otherwise. */
  readonly faultText: string;
  /** What the receiver said, at most 64 KB. */
  readonly answer: string;
  /** What a Retry-After header asked for. */
  readonly retryAfterMs: number | null;
}
