import type { Tx } from '../context.ts';
import { prepared } from '../db/prepared.ts';
import { dayOf } from '../zone.ts';

/**
 * The next ticket number of the company's day: `yyyyMMdd` and a sequence from 000001. The row stays locked until the
 * transaction ends, so that numbers grow in the order of commits and a refused command takes none.
 */
export async function takeNumber(tx: Tx): Promise<string> {
  const day = dayOf(tx.company.zone, tx.at);
  const [row] = await bump(tx.query, { company: tx.company.id, day });
  return day + String(row?.last).padStart(6, '0');
}

const bump = prepared<{ company: string; day: string }, { last: number }>((query, value) =>
  query
    .insertInto('ticket_number')
    .values({ company_id: value('company'), day: value('day'), last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['company_id', 'day']).doUpdateSet((row) => ({ last: row('ticket_number.last', '+', 1) })),
    )
    .returning('last'),
);

/** Keeps a number that a ticket brings from elsewhere from ever being given again. */
export async function keepNumber({ query, company }: Tx, number: string): Promise<void> {
  const day = number.slice(0, 'yyyyMMdd'.length);
  const last = Number(number.slice(day.length));
  await query
    .insertInto('ticket_number')
    .values({ company_id: company.id, day, last })
    .onConflict((conflict) =>
      conflict.columns(['company_id', 'day']).doUpdateSet({ last }).where('ticket_number.last', '<', last),
    )
    .execute();
}
