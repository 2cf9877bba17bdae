import type { Queries } from '../db/database.ts';
import { refused } from '../errors.ts';
import { findTickets } from './find-tickets.ts';

/** What an erasure of a customer would change. */
export interface Erasable {
  /** How many tickets are the person's, or mention the person in their history. */
  readonly tickets: number;
}

/** Looks, and changes nothing. Throws Problem for an unknown customer. */
export async function findErasable(query: Queries, companyId: string, customerId: string): Promise<Erasable> {
  if (!(await isKnown(query, companyId, customerId))) throw refused('customerId', 'no such customer');
  const ids = new Set<string>();
  for await (const batch of findTickets(query, companyId, { customerId, successorId: '' })) {
    for (const id of batch) ids.add(id);
  }
  return { tickets: ids.size };
}

/** A customer whose erasure was interrupted has no row any more. */
async function isKnown(query: Queries, companyId: string, customerId: string): Promise<boolean> {
  const customer = query.selectFrom('customer').select('id').where('company_id', '=', companyId);
  if (await customer.where('id', '=', customerId).executeTakeFirst()) return true;
  const erasure = query.selectFrom('erasure').select('successor_id').where('company_id', '=', companyId);
  return (await erasure.where('customer_id', '=', customerId).executeTakeFirst()) !== undefined;
}
