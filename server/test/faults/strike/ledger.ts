import { CallError, type CallOptions, type Client } from '@gongdan/client';
import type { Call, History } from '../judge/history.ts';

/** A write that a client is about to make. `send` returns the id that the answer names, or "". */
export interface Attempt extends Pick<Call, 'trace' | 'sets' | 'carries' | 'erases'> {
  /** The Idempotency-Key; with it a call is repeated when it got no answer or a failure. */
  readonly key?: string;
  /** Sends the keyed call twice at once. */
  readonly twice?: boolean;
  readonly send: (client: Client, options: CallOptions) => Promise<string>;
  /** Called with the id when the write is acknowledged. */
  readonly learn?: (made: string) => void;
}

/** Records every call of all clients with its times and answer. */
export interface Ledger extends History {
  readonly calls: Call[];
  readonly unseen: string[];
  perform(client: Client, attempt: Attempt): Promise<Call>;
  /** Repeats the calls with a key that may or may not have been done: they got no answer or a failure. */
  repeatUnknown(client: Client): Promise<void>;
}

export interface LedgerOptions {
  /** Called with every call that got an answer, also with one that was refused or failed. */
  readonly heard?: (call: Call) => void;
  /** A clock in milliseconds. The finer it is, the more often the judge knows which of two calls came first. */
  readonly now?: () => number;
}

export function openLedger({ heard = () => {}, now = () => performance.now() }: LedgerOptions = {}): Ledger {
  const calls: Call[] = [];
  const repeatable = new Map<number, Attempt>();

  async function perform(client: Client, attempt: Attempt, place = calls.length): Promise<Call> {
    const { trace, sets, carries, erases, key, twice, send } = attempt;
    const begunAt = calls[place]?.begunAt ?? now();
    const details = { ...(sets && { sets }), ...(carries && { carries }), ...(erases && { erases }) };
    const begun = { trace, begunAt, made: '', ...details };
    calls[place] = { ...begun, endedAt: Number.POSITIVE_INFINITY, outcome: 'unanswered' };
    const ask = () => outcomeOf(send(client, key === undefined ? {} : { idempotencyKey: key }));
    const end = twice ? endOfBoth(...(await Promise.all([ask(), ask()]))) : await ask();
    const call = { ...begun, ...end, endedAt: isKnown(end) ? now() : Number.POSITIVE_INFINITY };
    calls[place] = call;
    if (isKnown(end) || key === undefined) repeatable.delete(place);
    else repeatable.set(place, attempt);
    if (end.outcome === 'done') attempt.learn?.(end.made);
    if (end.outcome !== 'unanswered') heard(call);
    return call;
  }

  async function repeatUnknown(client: Client): Promise<void> {
    await Promise.all([...repeatable].map(([place, attempt]) => perform(client, attempt, place)));
  }

  return { calls, unseen: [], perform: (client, attempt) => perform(client, attempt), repeatUnknown };
}

type End = Pick<Call, 'outcome' | 'made' | 'status'>;

/** Of two identical calls, the outcome that stands first here counts: they are refused only when both were. */
const surest: readonly Call['outcome'][] = ['done', 'unanswered', 'failed', 'refused'];

function endOfBoth(one: End, other: End): End {
  const [end, rest] = [one, other].sort((a, b) => surest.indexOf(a.outcome) - surest.indexOf(b.outcome)) as [End, End];
  const differs = rest.outcome === 'done' && rest.made !== end.made;
  return differs ? { ...end, made: `${end.made} and ${rest.made}` } : end;
}

function isKnown({ outcome }: End): boolean {
  return outcome === 'done' || outcome === 'refused';
}

async function outcomeOf(sent: Promise<string>): Promise<End> {
  try {
    return { outcome: 'done', made: await sent };
  } catch (error) {
    if (!(error instanceof CallError)) return { outcome: 'unanswered', made: '' };
    if (error.status < 500) return { outcome: 'refused', made: '' };
    return { outcome: 'failed', made: '', status: error.status };
  }
}
