import { CallError, type CallOptions, type Client } from '@gongdan/client';
import type { Call, History } from '../judge/history.ts';

/** A write that a client is about to ask for. `send` answers the id of what was made, or "". */
export interface Attempt extends Pick<Call, 'trace' | 'sets' | 'carries' | 'erases'> {
  /** The Idempotency-Key; a call without an answer is then repeated. */
  readonly key?: string;
  /** Sends the keyed call twice at the same moment. */
  readonly twice?: boolean;
  readonly send: (client: Client, options: CallOptions) => Promise<string>;
  /** What the clients know once it is done. */
  readonly learn?: (made: string) => void;
}

/** Where all clients write down what they asked for, when, and what they heard. */
export interface Ledger extends History {
  readonly calls: Call[];
  readonly unseen: string[];
  perform(client: Client, attempt: Attempt): Promise<Call>;
  /** Asks again for what was not answered and has a key. */
  repeatUnanswered(client: Client): Promise<void>;
}

export interface LedgerOptions {
  /** Is told of every answer. */
  readonly heard?: (call: Call) => void;
  /** Milliseconds; the finer the clock, the more calls are known to have followed each other. */
  readonly now?: () => number;
}

export function openLedger({ heard = () => {}, now = () => performance.now() }: LedgerOptions = {}): Ledger {
  const calls: Call[] = [];
  const repeatable = new Map<number, Attempt>();

  async function perform(client: Client, attempt: Attempt, place = calls.length): Promise<Call> {
    const { trace, sets, carries, erases, key, twice, send } = attempt;
    const begunAt = calls[place]?.begunAt ?? now();
    const said = { ...(sets && { sets }), ...(carries && { carries }), ...(erases && { erases }) };
    const begun = { trace, begunAt, made: '', ...said };
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

  async function repeatUnanswered(client: Client): Promise<void> {
    await Promise.all([...repeatable].map(([place, attempt]) => perform(client, attempt, place)));
  }

  return { calls, unseen: [], perform: (client, attempt) => perform(client, attempt), repeatUnanswered };
}

type End = Pick<Call, 'outcome' | 'made' | 'status'>;

/** From what is surest to what says least; a refusal counts when both were refused. */
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
