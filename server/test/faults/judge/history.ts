/** One call of a client that asked for a write. Moments are milliseconds of one clock. */
export interface Call {
  /** What the write leaves in the store, exactly once, as `traces.ts` words it. */
  readonly trace: string;
  readonly begunAt: number;
  /** When its answer had arrived whole; Infinity while there is none. */
  readonly endedAt: number;
  /** `failed`: an answer that promises nothing (5xx). `unanswered`: none at all. Both may have been written or not. */
  readonly outcome: 'done' | 'refused' | 'failed' | 'unanswered';
  /** Of an answer that failed. */
  readonly status?: number;
  /** The ids that the answer gave to what was made; "" for none. */
  readonly made: string;
  /** The property that holds only its last write; a later one takes the trace of this one away. */
  readonly sets?: string;
  /** The trace of the file that the ticket or the reply has. */
  readonly carries?: string;
  /** The trace of the reply that it erases; a file that nothing else has goes with it. */
  readonly erases?: string;
}

/** All that the clients asked for and heard. */
export interface History {
  readonly calls: readonly Call[];
  /** What an answered write should have shown to a read after it, and did not. */
  readonly unseen: readonly string[];
}

/** What had been asked and heard by a moment: what was under way then has no answer yet. */
export function historyUntil({ calls, unseen }: History, moment: number): History {
  const begun = calls.filter((call) => call.begunAt <= moment);
  return { calls: begun.map((call) => (call.endedAt <= moment ? call : unanswered(call))), unseen };
}

function unanswered(call: Call): Call {
  return { ...call, outcome: 'unanswered', endedAt: Number.POSITIVE_INFINITY, made: '' };
}
