import type { Tx } from '../context.ts';
import type { DbTransaction, Queries } from '../db/database.ts';
import { preparedFor } from '../db/prepared.ts';
import { noteErased } from '../db/sqlite/erased-contents.ts';
import type { TicketEvent } from '../events.ts';
import { endpointsEver } from './endpoint-ids.ts';
import { waiting } from './state.ts';

/**
 * Marks messages as erased, so that they can no longer be shown or replayed: those that carry the erased reply, or all
 * messages of the ticket when a person was erased. Blanks their bodies. While a delivery of a message still waits, its
 * body is blanked only after the delivery is settled.
 */
export async function eraseMessages(tx: Tx, { ticketId, replyId }: TicketEvent): Promise<void> {
  const company = tx.company.id;
  tx.flush('event', 'push_message');
  const erased = await tx.query
    .updateTable('push_message')
    .set({ erased_at: tx.at })
    .where('company_id', '=', company)
    .where(({ eb, selectFrom }) =>
      replyId !== null
        ? eb('reply_id', '=', replyId)
        : // A message has the id of its event, which is indexed; its ticket id is not.
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

/**
 * Among the messages at these positions, blanks the bodies of the erased ones that have no waiting delivery, and the
 * receivers' answers to them.
 */
export async function blankErased(
  { query, flush }: DbTransaction,
  companyId: string,
  at: number,
  positions: readonly number[],
): Promise<void> {
  if (positions.length === 0) return;
  flush('push_message', 'push_delivery');
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

/** Blanks the receivers' answers, because they may repeat the message. */
async function forgetAnswers(query: Queries, companyId: string, positions: readonly number[]): Promise<void> {
  const endpointIds = await endpointsEver(query, companyId);
  // PostgreSQL does not take an empty list.
  if (endpointIds.length === 0) return;
  await query
    .updateTable('push_attempt')
    .set({ answer: '' })
    .where('company_id', '=', companyId)
    // This condition excludes no attempt. It lets the store use the index of attempts, which begins with company and
    // endpoint.
    .where('endpoint_id', 'in', endpointIds)
    .where('position', 'in', positions)
    .execute();
}
