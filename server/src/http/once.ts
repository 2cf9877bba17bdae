import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { FilePart } from '@gongdan/contract';
import type { Answered, Once } from '../api/handler.ts';
import type { Queries } from '../db/database.ts';
import { refused } from '../errors.ts';

/** For so long after a call, a repetition of it gets the same answer. */
export const rememberedMs = 24 * 3_600_000;

const longestKey = 255;

/** A call that is performed once, however often it is sent. */
export interface KeyedCall {
  readonly companyId: string;
  readonly appId: string;
  /** The header Idempotency-Key. */
  readonly key: string;
  /** A hash of what was asked for. It must be the same for all calls with one key. */
  readonly fingerprint: string;
  readonly at: number;
}

/** The key of a call; undefined when it has none. */
export function keyIn({ 'idempotency-key': given }: IncomingHttpHeaders): string | undefined {
  const key = typeof given === 'string' ? given.trim() : '';
  return key === '' ? undefined : key;
}

/**
 * Hashes the endpoint, the parameters and the bytes of a file. Whether a parameter came in the query or in the body
 * does not matter.
 */
export async function fingerprintOf(endpoint: string, parameters: object): Promise<string> {
  const { file, ...others } = parameters as { readonly file?: FilePart };
  const digest = createHash('sha256').update(JSON.stringify([endpoint, others, file?.name, file?.mediaType]));
  if (file) await pipeline(createReadStream(file.path), digest);
  return digest.digest('hex');
}

/**
 * Returns the stored answer of the call, or else the answer of `handle`. `handle` must run its command through the
 * function that it gets (see `Once`), which stores the answer in the transaction of the command. Throws Problem when
 * the key is too long or was used for another call.
 */
export async function answerOnce(
  query: Queries,
  call: KeyedCall,
  handle: (once: Once) => Promise<Answered>,
): Promise<Answered> {
  if ([...call.key].length > longestKey) throw refused('requestKey', `longer than ${longestKey} characters`);
  // Looked up before the handler runs, because the handler also checks things that may have changed since the first
  // call.
  const answered = await recall(query, call);
  if (answered) return answered;
  return handle(async (tx, act) => {
    // Commands of one company run one after the other, so that no other call with this key can be under way.
    const meanwhile = await recall(tx.query, call);
    if (meanwhile) return meanwhile as Awaited<ReturnType<typeof act>>;
    const answer = await act();
    await keep(tx.query, call, answer);
    return answer;
  });
}

async function recall(query: Queries, { companyId, appId, key, fingerprint, at }: KeyedCall) {
  const row = await query
    .selectFrom('answered_call')
    .select(['fingerprint', 'answer'])
    .where('company_id', '=', companyId)
    .where('app_id', '=', appId)
    .where('key', '=', key)
    .where('at', '>', at - rememberedMs)
    .executeTakeFirst();
  if (row && row.fingerprint !== fingerprint) throw refused('requestKey', 'was used for another call');
  return row && (JSON.parse(row.answer) as object);
}

async function keep(query: Queries, call: KeyedCall, answer: object): Promise<void> {
  const { companyId, appId, key, fingerprint, at } = call;
  const kept = { fingerprint, answer: JSON.stringify(answer), at };
  await query
    .insertInto('answered_call')
    .values({ company_id: companyId, app_id: appId, key, ...kept })
    // The key may have an expired answer that was not deleted yet.
    .onConflict((conflict) => conflict.columns(['company_id', 'app_id', 'key']).doUpdateSet(kept))
    .execute();
}
