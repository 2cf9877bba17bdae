/** Why a try got no usable answer. */
export type Fault =
  /** The address is private, reserved or this server's own. */
  | 'address_refused'
  | 'name_unresolved'
  | 'connection_failed'
  | 'certificate_wrong'
  | 'timed_out'
  /** The connection broke before the answer was complete. */
  | 'broken_off'
  /** The body is not packed as the answer's header says. */
  | 'answer_unreadable'
  /** An error of this server: nothing was sent. */
  | 'internal';

/** The result of one try to post a message to an endpoint. */
export interface Attempt {
  readonly startedAt: number;
  readonly tookMs: number;
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  readonly fault: Fault | null;
  /** The fault in a few words; "" without one. */
  readonly faultText: string;
  /** The body of the answer, unpacked and decoded, at most 64 KB. */
  readonly answer: string;
  /** The wait that a Retry-After header asked for. */
  readonly retryAfterMs: number | null;
}

/** Makes the attempt of a try that failed by an error of this server. */
export function failedByUs(startedAt: number, error: unknown): Attempt {
  const faultText = error instanceof Error ? error.message : String(error);
  return { startedAt, tookMs: 0, status: null, fault: 'internal', faultText, answer: '', retryAfterMs: null };
}
