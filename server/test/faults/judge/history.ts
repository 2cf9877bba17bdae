/** One write call of a client. Times are milliseconds of one clock. */
export interface Call {
  /** The trace (see traces.ts) that the write leaves in the store, exactly once. */
  readonly trace: string;
  readonly begunAt: number;
  /** When the whole answer had arrived; Infinity without an answer. */
  readonly endedAt: number;
  /** `failed`: an answer 5xx. `unanswered`: no answer. In both cases the write may have been done or not. */
  readonly outcome: 'done' | 'refused' | 'failed' | 'unanswered';
  /** The HTTP status of a failed answer. */
  readonly status?: number;
  /** The id that the answer names, such as that of the created ticket; "" for none. */
  readonly made: string;
  /** The property that the call sets. The next write of the same property removes the trace of this call. */
  readonly sets?: string;
  /** The trace of the file that the ticket or reply has. */
  readonly carries?: string;
  /**
   * The trace of the reply that the call erases. The reply's file is removed with it, unless something else uses the
   * file.
   */
  readonly erases?: string;
}

/** All calls of the clients with their answers. */
export interface History {
  readonly calls: readonly Call[];
  /** Acknowledged writes that a later read did not show. */
  readonly unseen: readonly string[];
}

/** Returns the history up to a moment. Calls that were under way at that moment have no answer. */
export function historyUntil({ calls, unseen }: History, moment: number): History {
  const begun = calls.filter((call) => call.begunAt <= moment);
  return { calls: begun.map((call) => (call.endedAt <= moment ? call : unanswered(call))), unseen };
}

function unanswered(call: Call): Call {
  return { ...call, outcome: 'unanswered', endedAt: Number.POSITIVE_INFINITY, made: '' };
}
