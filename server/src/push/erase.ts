import type { Tx } from '../context.ts';
import type { DbTransaction, Queries } from '../db/database.ts';
import { preparedFor } from '../db/prepared.ts';
import { noteErased } from '../db/sqlite/erased-contents.ts';
import type { TicketEvent } from '../events.ts';
import { waiting } from './state.ts';

/**
 * A reply, or all that anybody wrote in a ticket, was erased: the messages that carry it can be shown and replayed no
 * more. A body that somebody still waits for is sent before it is blanked.
 */
export async function eraseMessages(tx: Tx, { ticketId, replyId }: TicketEvent): Promise<void> {
  const company = tx.company.id;
  const erased = await tx.query
    .updateTable('push_message')
    .set({ erased_at: tx.at })
    .where('company_id', '=', company)
    .where(({ eb, selectFrom }) =>
      replyId !== null
        ? eb('reply_id', '=', replyId)
        : // A message has the id of its event: that leads to it by an index, its ticket does not.
          eb(
            'id',
            'in',
            selectFrom('event').select('id').where('company_id', '=', company).where('ticket_id', '=', ticketId),
          ),
    )
    .returning('position')
    .execute();
  await blankErased(
    tx,
    company,
    tx.at,
    erased.map(({ position }) => position),
  );
}

/** Blanks those of the messages that are erased and that nobody waits for any more. */
export async function blankErased(
  { query }: DbTransaction,
  companyId: string,
  at: number,
  positions: readonly number[],
): Promise<void> {
  if (positions.length === 0) return;
  const blanked = await blank(query, { companyId, positions });
  if (blanked.length === 0) return;
  await noteErased(query, companyId, at);
  await forgetAnswers(
    query,
    companyId,
    blanked.map(({ position }) => position),
  );
}

const blank = preparedFor((query, { companyId, positions }: { companyId: string; positions: readonly number[] }) =>
  query
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
    .returning('position'),
);

/** Receivers may have answered with what they were told. */
async function forgetAnswers(query: Queries, companyId: string, positions: readonly number[]): Promise<void> {
  await query
    .updateTable('push_attempt')
    .set({ answer: '' })
    .where('company_id', '=', companyId)
    .where('endpoint_id', 'in', ({ selectFrom }) =>
      selectFrom('push_endpoint').select('id').where('company_id', '=', companyId),
    )
    .where('position', 'in', positions)
    .execute();
}
