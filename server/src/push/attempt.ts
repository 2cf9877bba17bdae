/** Why a try brought no usable answer. */
export type Fault =
  /** The address is private, reserved or our own. */
  | 'address_refused'
  | 'name_unresolved'
  | 'connection_failed'
  | 'certificate_wrong'
  | 'timed_out'
  /** The connection broke before the answer was complete. */
  | 'broken_off'
  /** The answer is not packed as its header says. */
  | 'answer_unreadable'
  /** It never came to a try: the fault is ours. */
  | 'internal';

/** One try to hand a message to an endpoint, as it went. */
export interface Attempt {
  readonly startedAt: number;
  readonly tookMs: number;
  /** HTTP status; null when none came. */
  readonly status: number | null;
  readonly fault: Fault | null;
  /** In a few words what the fault was; "" without one. */
  readonly faultText: string;
  /** What the receiver said, unpacked and decoded, at most 64 KB. */
  readonly answer: string;
  /** What a Retry-After header asked for. */
  readonly retryAfterMs: number | null;
}

/** A try that came to nothing because of an error of ours. */
export function failedByUs(startedAt: number, error: unknown): Attempt {
  const faultText = error instanceof Error ? error.message : String(error);
  return { startedAt, tookMs: 0, status: null, fault: 'internal', faultText, answer: '', retryAfterMs: null };
}
