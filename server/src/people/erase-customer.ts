import { sql } from 'kysely';
import type { Tx } from '../context.ts';
import { holds, locked } from '../db/dialect.ts';
import { refused } from '../errors.ts';

/** The nick of an erased customer. */
export const erasedNick = '已删除';

/** A customer who is being erased, and the successor: a row that holds nothing about the person. */
export interface Leaving {
  readonly customerId: string;
  readonly successorId: string;
}

/**
 * Empties the customer's row and gives it a new id. Nobody can find out any more who the customer was, but his tickets still
 * count as those of one customer. If an earlier erasure was interrupted, it returns the same ids. Throws Problem for an
 * unknown customer.
 */
export async function beginErasure(tx: Tx, customerId: string): Promise<Leaving> {
  const begun = await findErasure(tx, customerId);
  if (begun) return begun;
  const successorId = tx.newId();
  if (!(await emptyRow(tx, customerId, successorId))) throw refused('customerId', 'no such customer');
  await forgetTraces(tx, customerId);
  await tx.query
    .insertInto('erasure')
    .values({ company_id: tx.company.id, customer_id: customerId, successor_id: successorId })
    .execute();
  return { customerId, successorId };
}

/** Ends the erasure. Its row was the last place that held the customer's id. */
export async function endErasure({ query, company }: Tx, { customerId }: Leaving): Promise<void> {
  await query
    .deleteFrom('erasure')
    .where('company_id', '=', company.id)
    .where('customer_id', '=', customerId)
    .execute();
}

async function findErasure({ query, company }: Tx, customerId: string): Promise<Leaving | undefined> {
  const select = query
    .selectFrom('erasure')
    .select(['customer_id as customerId', 'successor_id as successorId'])
    .where('company_id', '=', company.id)
    .where('customer_id', '=', customerId);
  return locked(query, select).executeTakeFirst();
}

/** Empties the row. Returns false when there is no such customer. */
async function emptyRow({ query, company, at }: Tx, customerId: string, successorId: string): Promise<boolean> {
  const { numUpdatedRows } = await query
    .updateTable('customer')
    .set({
      id: successorId,
      nick: erasedNick,
      name: '',
      emails: '',
      phones: '',
      partner_id: null,
      enterprise_id: null,
      level: '',
      vip_level: '',
      status: '',
      label: '',
      remark: '',
      extras: '{}',
      updated_at: at,
    })
    .where('company_id', '=', company.id)
    .where('id', '=', customerId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function forgetTraces({ query, company }: Tx, customerId: string): Promise<void> {
  await query
    .deleteFrom('customer_contact')
    .where('company_id', '=', company.id)
    .where('customer_id', '=', customerId)
    .execute();
  // Answers to calls with an Idempotency-Key are stored. The answer to a call that created the customer holds his id.
  await query
    .deleteFrom('answered_call')
    .where('company_id', '=', company.id)
    .where(holds(query, sql.ref('answer'), `"${customerId}"`))
    .execute();
}
