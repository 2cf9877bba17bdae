import type { Tx } from '../context.ts';
import type { DbTransaction } from '../db/database.ts';
import type { TicketEvent } from '../events.ts';
import { waiting } from './state.ts';

/**
 * A reply was erased: the messages that carry it can be shown and replayed no more. A body that somebody still waits
 * for is sent before it is blanked.
 */
export async function eraseMessages(tx: Tx, { replyId }: TicketEvent): Promise<void> {
  const erased = await tx.query
    .updateTable('push_message')
    .set({ erased_at: tx.at })
    .where('company_id', '=', tx.company.id)
    .where('reply_id', '=', replyId)
    .returning('position')
    .execute();
  await blankErased(
    tx,
    tx.company.id,
    erased.map(({ position }) => position),
  );
}

/** Blanks those of the messages that are erased and that nobody waits for any more. */
export async function blankErased(
  { query }: DbTransaction,
  companyId: string,
  positions: readonly number[],
): Promise<void> {
  if (positions.length === 0) return;
  await query
    .updateTable('push_message')
    .set({ body: '' })
    .where('company_id', '=', companyId)
    .where('position', 'in', positions)
    .where('erased_at', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('push_delivery')
            .select('push_delivery.position')
            .whereRef('push_delivery.company_id', '=', 'push_message.company_id')
            .whereRef('push_delivery.position', '=', 'push_message.position')
            .where('push_delivery.state', '=', waiting),
        ),
      ),
    )
    .execute();
}
