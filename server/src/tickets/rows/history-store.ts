import type { Tx } from '../../context.ts';
import type { Queries } from '../../db/database.ts';
import { prepared } from '../../db/prepared.ts';
import type { EventTable } from '../../db/schema.ts';
import type { Actor, Change, EventKind, TicketEvent, Way } from '../../events.ts';

/** All events of a ticket, oldest first. */
export async function readHistory(query: Queries, companyId: string, ticketId: string): Promise<TicketEvent[]> {
  const rows = await eventsOf(query, { company: companyId, ticket: ticketId });
  return rows.map(eventFromRow);
}

const eventsOf = prepared<{ company: string; ticket: string }, EventTable>((query, value) =>
  query
    .selectFrom('event')
    .selectAll()
    .where('company_id', '=', value('company'))
    .where('ticket_id', '=', value('ticket'))
    .orderBy('version'),
);

export function eventFromRow(row: EventTable): TicketEvent {
  return {
    id: row.id,
    ticketId: row.ticket_id,
    version: row.version,
    at: row.at,
    kind: row.kind as EventKind,
    way: row.way as Way,
    actor: {
      type: row.actor_type as Actor['type'],
      id: row.actor_id,
      name: row.actor_name,
      face: row.actor_face,
    },
    changes: changesOf(row.changes),
    replyId: row.reply_id,
  };
}

/** Parses the changes of an event's row. */
export function changesOf(json: string): Change[] {
  return JSON.parse(json) as Change[];
}

/** Removes the reply's text and files from the event that added it. The event stays, and marks the reply as erased. */
export async function eraseFromHistory(tx: Tx, ticketId: string, replyId: string): Promise<void> {
  tx.flush('event');
  const events = await tx.query
    .selectFrom('event')
    .select(['version', 'changes'])
    .where('company_id', '=', tx.company.id)
    .where('ticket_id', '=', ticketId)
    .where('reply_id', '=', replyId)
    .where('kind', '<>', 'erased')
    .execute();
  for (const { version, changes } of events) {
    await tx.query
      .updateTable('event')
      .set({ changes: JSON.stringify(changesOf(changes).map(erased)) })
      .where('company_id', '=', tx.company.id)
      .where('ticket_id', '=', ticketId)
      .where('version', '=', version)
      .execute();
  }
}

function erased(change: Change): Change {
  if (change.property !== 'reply') return change;
  // The visibility stays, because the time of the first response is derived from it.
  const { visibility } = change.to as { visibility: string };
  return { ...change, to: { content: '', files: [], visibility, erased: true } };
}
