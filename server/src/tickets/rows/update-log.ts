import type { Reactor, Tx } from '../../context.ts';
import { queuedInsert } from '../../db/group/queued-insert.ts';
import { prepared } from '../../db/prepared.ts';
import type { LogEntryTable } from '../../db/schema.ts';
import type { TicketEvent } from '../../events.ts';
import { readHistory } from './history-store.ts';

/**
 * Returns a reactor that stores the entry of each event in the update log, made by `entryOf`. When a ticket with six events
 * is shown, its six entries are read and need not be made. After an erasure all entries of the ticket are made again from
 * the remaining history.
 */
export function keepLog(entryOf: (event: TicketEvent) => string): Reactor {
  const rowOf = (tx: Tx, event: TicketEvent): LogEntryTable => ({
    company_id: tx.company.id,
    ticket_id: event.ticketId,
    version: event.version,
    at: event.at,
    entry: entryOf(event),
  });

  return async (tx, { event }) => {
    if (event.kind !== 'erased') return insertEntry(tx, rowOf(tx, event));
    tx.flush('event', 'log_entry');
    const history = await readHistory(tx.query, tx.company.id, event.ticketId);
    await Promise.all(history.map((past) => writeEntry(tx.query, rowOf(tx, past))));
  };
}

const insertEntry = queuedInsert('log_entry', ['company_id', 'ticket_id', 'version', 'at', 'entry']);

const writeEntry = prepared<LogEntryTable>((query, value) =>
  query
    .insertInto('log_entry')
    .values({
      company_id: value('company_id'),
      ticket_id: value('ticket_id'),
      version: value('version'),
      at: value('at'),
      entry: value('entry'),
    })
    .onConflict((conflict) =>
      conflict.columns(['company_id', 'ticket_id', 'version']).doUpdateSet({ entry: value('entry') }),
    ),
);
