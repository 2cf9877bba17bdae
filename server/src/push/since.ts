import type { Queries } from '../db/database.ts';

/** A message for a receiver that asks for the messages it missed. */
export interface PastMessage {
  /** The message's place in the sequence of the company's messages; a reader continues after it. */
  readonly position: number;
  /** The `webhook-id` of its deliveries. */
  readonly id: string;
  readonly kind: string;
  readonly at: number;
  /** The ticket as JSON, without an envelope. */
  readonly body: string;
}

/** Returns up to `most` messages after the position, in order, without erased ones. */
export function messagesSince(query: Queries, companyId: string, after: number, most: number): Promise<PastMessage[]> {
  return query
    .selectFrom('push_message')
    .select(['position', 'id', 'kind', 'at', 'body'])
    .where('company_id', '=', companyId)
    .where('position', '>', after)
    .where('body', '!=', '')
    .where('erased_at', 'is', null)
    .orderBy('position')
    .limit(most)
    .execute();
}
