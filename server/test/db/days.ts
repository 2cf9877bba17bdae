import type { Database, DbTransaction } from '../../src/db/database.ts';
import { queuedInsert } from '../../src/db/group/queued-insert.ts';

// The tests of commit groups write and read rows of `ticket_number`, whose `day` may be any word.

/** A command's transaction, or a whole database. */
type Opened = Pick<DbTransaction, 'query'> & Partial<Pick<DbTransaction, 'flush'>>;

/** Makes a command that inserts the row by a statement of its own. */
export function put(day: string) {
  return async ({ query, flush }: Opened) => {
    flush?.('ticket_number');
    await query.insertInto('ticket_number').values({ company_id: 'c1', day, last: 0 }).execute();
    return day;
  };
}

const insertDay = queuedInsert('ticket_number', ['company_id', 'day', 'last']);

/** Makes a command that queues the row. */
export function queueRow(day: string) {
  return async (tx: DbTransaction) => {
    insertDay(tx, { company_id: 'c1', day, last: 0 });
  };
}

export async function seeDays({ query, flush }: Opened): Promise<string[]> {
  flush?.('ticket_number');
  const rows = await query.selectFrom('ticket_number').select('day').orderBy('day').execute();
  return rows.map((row) => row.day);
}

export function daysIn(database: Database): Promise<string[]> {
  return seeDays(database);
}

export function statuses(outcomes: readonly PromiseSettledResult<unknown>[]): string[] {
  return outcomes.map(({ status }) => status);
}
