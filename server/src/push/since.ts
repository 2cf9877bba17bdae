import type { Queries } from '../db/database.ts';
import { bodyOf } from '../wire/kept-message.ts';

/** A message as it is handed out to a receiver that was away. */
export interface PastMessage {
  /** Its place among the company's messages: the cursor after it. */
  readonly position: number;
  /** The same that its deliveries carry. */
  readonly id: string;
  readonly kind: string;
  readonly at: number;
  /** The ticket alone, JSON. */
  readonly body: string;
}

/** The company's messages after that place, in their order, but those that were erased. */
export async function messagesSince(
  query: Queries,
  companyId: string,
  after: number,
  most: number,
): Promise<PastMessage[]> {
  const rows = await query
    .selectFrom('push_message')
    .select(['position', 'id', 'kind', 'at', 'body'])
    .where('company_id', '=', companyId)
    .where('position', '>', after)
    .where('body', '!=', '')
    .where('erased_at', 'is', null)
    .orderBy('position')
    .limit(most)
    .execute();
  return rows.map((row) => ({ ...row, body: bodyOf(row.body) }));
}
