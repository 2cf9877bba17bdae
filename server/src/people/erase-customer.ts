import { sql } from 'kysely';
import type { Tx } from '../context.ts';
import { holds, locked } from '../db/dialect.ts';
import { refused } from '../errors.ts';

/** What is said instead of the name of an erased customer. */
export const erasedNick = '已删除';

/** A customer on the way out, and who stands in his place: a row that says nothing of anybody. */
export interface Leaving {
  readonly customerId: string;
  readonly successorId: string;
}

/**
 * Empties the customer's row and gives it a new id, so that who asked is known to nobody, while what was asked can
 * still be counted as one customer's. Begun before and broken off, it answers as it did then. Throws Problem for a
 * customer nobody knows.
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

/** Nothing of the customer is left; this was the last that knew the id. */
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

/** False when there is no such customer. */
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
  // The answer to a call that saved the customer, kept in case it is repeated.
  await query
    .deleteFrom('answered_call')
    .where('company_id', '=', company.id)
    .where(holds(query, sql.ref('answer'), `"${customerId}"`))
    .execute();
}
