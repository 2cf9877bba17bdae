import type { Tx } from '../../context.ts';
import type { Queries, QueuedRows } from '../../db/database.ts';
import { prepared } from '../../db/prepared.ts';
import type { TicketNumberTable } from '../../db/schema.ts';
import { dayOf } from '../../zone.ts';

/**
 * Takes the next ticket number of the company's day: `yyyyMMdd` and a sequence from 000001. Commands of a company run
 * one after the other, so numbers grow in the order of commits, and a refused command takes none. Commands of one
 * commit group count in memory, and the last number is written once.
 */
export async function takeNumber(tx: Tx): Promise<string> {
  const day = dayOf(tx.company.zone, tx.at);
  const last = (await lastOf(tx, day)) + 1;
  tx.queued(lastNumbers).push({ company_id: tx.company.id, day, last });
  return day + String(last).padStart(6, '0');
}

/** Makes sure that a number which a ticket brings from another system is never given to another ticket. */
export async function keepNumber(tx: Tx, number: string): Promise<void> {
  const day = number.slice(0, 'yyyyMMdd'.length);
  const last = Number(number.slice(day.length));
  if (last > (await lastOf(tx, day))) tx.queued(lastNumbers).push({ company_id: tx.company.id, day, last });
}

async function lastOf({ query, company, queued, flush }: Tx, day: string): Promise<number> {
  const ofGroup = queued(lastNumbers).findLast((number) => number.day === day && number.company_id === company.id);
  if (ofGroup) return ofGroup.last;
  flush('ticket_number');
  const [row] = await readLast(query, { company: company.id, day });
  return row?.last ?? 0;
}

const readLast = prepared<{ company: string; day: string }, { last: number }>((query, value) =>
  query
    .selectFrom('ticket_number')
    .select('last')
    .where('company_id', '=', value('company'))
    .where('day', '=', value('day')),
);

/** Writes the last number that the commit group took, for each day. */
async function writeLast(query: Queries, numbers: readonly TicketNumberTable[]): Promise<void> {
  const byDay = new Map(numbers.map((number) => [`${number.company_id} ${number.day}`, number]));
  await Promise.all([...byDay.values()].map((number) => upsertLast(query, number)));
}

const lastNumbers: QueuedRows<TicketNumberTable> = { table: 'ticket_number', write: writeLast };

const upsertLast = prepared<TicketNumberTable>((query, value) =>
  query
    .insertInto('ticket_number')
    .values({ company_id: value('company_id'), day: value('day'), last: value('last') })
    .onConflict((conflict) => conflict.columns(['company_id', 'day']).doUpdateSet({ last: value('last') })),
);
