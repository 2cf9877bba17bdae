/**
 * The tables whose rows commands queue, with the place of each writer. A command flushes such a table (`tx.flush`) before it
 * reads or writes it by a statement. In tests a statement fails when it names a table with queued rows.
 */
export const queuedTables = [
  'access_token', // people/token.ts
  'event', // tickets/rows/history.ts
  'log_entry', // tickets/rows/update-log.ts
  'push_delivery', // push/new-delivery.ts
  'push_message', // push/fan-out.ts
  'push_sequence', // push/positions.ts
  'reply', // tickets/rows/replies.ts
  'ticket', // tickets/rows/store.ts
  'ticket_count', // tickets/counting/ticket-counts.ts
  'ticket_number', // tickets/rows/numbers.ts
] as const;

export type QueuedTable = (typeof queuedTables)[number];
