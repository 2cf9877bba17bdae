import type { Tx } from '../../context.ts';
import { locked } from '../../db/dialect.ts';
import { prepared } from '../../db/prepared.ts';
import type { TicketTable } from '../../db/schema.ts';
import { Problem } from '../../errors.ts';
import type { Ticket } from '../model/ticket.ts';
import { ticketFromRow } from './store.ts';

/** How a call names a ticket. When id and number are given, the id counts. */
export interface TicketKey {
  readonly id?: string | undefined;
  readonly number?: string | undefined;
}

/**
 * Reads the ticket, a deleted one too, and locks it until this transaction ends, so that nobody else changes it.
 * Throws `ticket_unknown`.
 */
export async function claimTicket(tx: Tx, key: TicketKey): Promise<Ticket> {
  const company = tx.company.id;
  tx.flush('ticket');
  const [row] =
    key.id !== undefined
      ? await claimById(tx.query, { company, id: key.id })
      : await claimByNumber(tx.query, { company, number: key.number ?? '' });
  if (!row) throw new Problem('ticket_unknown');
  return ticketFromRow(row);
}

const claimById = prepared<{ company: string; id: string }, TicketTable>((query, value) =>
  locked(
    query,
    query.selectFrom('ticket').selectAll().where('company_id', '=', value('company')).where('id', '=', value('id')),
  ),
);

const claimByNumber = prepared<{ company: string; number: string }, TicketTable>((query, value) =>
  locked(
    query,
    query
      .selectFrom('ticket')
      .selectAll()
      .where('company_id', '=', value('company'))
      .where('number', '=', value('number')),
  ),
);
