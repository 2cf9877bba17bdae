import type { Tx } from '../context.ts';
import type { Queries, QueuedRows } from '../db/database.ts';
import { prepared } from '../db/prepared.ts';
import type { PushSequenceTable } from '../db/schema.ts';

/**
 * Takes the next position in the sequence of the company's messages. Positions follow the order of commits, because
 * commands of a company run one after the other across all nodes. Within a commit group the counter is in memory, and
 * only its last value is written.
 */
export async function takePosition(tx: Tx): Promise<number> {
  const { company, queued } = tx;
  const inGroup = queued(lastPositions).findLast(({ company_id }) => company_id === company.id);
  const before = inGroup ?? (await lastStored(tx));
  const last = (before?.last ?? 0) + 1;
  queued(lastPositions).push({ company_id: company.id, last });
  return last;
}

async function lastStored({ query, company, flush }: Tx): Promise<{ last: number } | undefined> {
  flush('push_sequence');
  const [row] = await readLast(query, { company: company.id });
  return row;
}

const readLast = prepared<{ company: string }, { last: number }>((query, value) =>
  query.selectFrom('push_sequence').select('last').where('company_id', '=', value('company')),
);

/** Writes the last position that the commit group took for each company. */
async function writeLast(query: Queries, taken: readonly PushSequenceTable[]): Promise<void> {
  const byCompany = new Map(taken.map((one) => [one.company_id, one]));
  await Promise.all([...byCompany.values()].map((one) => upsertLast(query, one)));
}

const lastPositions: QueuedRows<PushSequenceTable> = { table: 'push_sequence', write: writeLast };

const upsertLast = prepared<PushSequenceTable>((query, value) =>
  query
    .insertInto('push_sequence')
    .values({ company_id: value('company_id'), last: value('last') })
    .onConflict((conflict) => conflict.column('company_id').doUpdateSet({ last: value('last') })),
);
