import type { Queries } from '../db/database.ts';
import { type ContactKind, contactKeys } from './contacts.ts';
import type { Customer } from './customer.ts';
import { customerOf, selectCustomers } from './customer-store.ts';

/** The filter of a list of customers. An undefined property does not narrow it. */
export interface CustomerFilter {
  readonly nick?: string | undefined;
  /** The customer has any of these; an empty list does not narrow the filter. */
  readonly emails: readonly string[];
  /** The customer has any of these; an empty list does not narrow the filter. */
  readonly phones: readonly string[];
  /** The customer has any of these statuses; "" finds customers who were never given one. */
  readonly statuses?: readonly string[] | undefined;
  readonly enterpriseId?: string | undefined;
  /** Milliseconds UTC, inclusive. */
  readonly createdFrom?: number | undefined;
  /** Milliseconds UTC, exclusive. */
  readonly createdBefore?: number | undefined;
}

/** Reads one page of the customers who pass the filter, newest first, and the total of those who pass. */
export async function queryCustomers(
  query: Queries,
  companyId: string,
  filter: CustomerFilter,
  page: { readonly number: number; readonly size: number },
): Promise<{ customers: Customer[]; total: number }> {
  const matching = matchingCustomers(query, companyId, filter);
  const counted = await matching
    .clearSelect()
    .select((count) => count.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const total = Number(counted.total);
  const offset = (page.number - 1) * page.size;
  if (offset >= total) return { customers: [], total };
  const rows = await matching
    .orderBy('customer.created_at', 'desc')
    .orderBy('customer.id', 'desc')
    .limit(page.size)
    .offset(offset)
    .execute();
  return { customers: rows.map(customerOf), total };
}

function matchingCustomers(query: Queries, companyId: string, filter: CustomerFilter) {
  const { nick, emails, phones, statuses, enterpriseId, createdFrom, createdBefore } = filter;
  const withContact = (kind: ContactKind, contacts: readonly string[]) =>
    query
      .selectFrom('customer_contact')
      .where('company_id', '=', companyId)
      .where('kind', '=', kind)
      .where(
        'value',
        'in',
        contacts.flatMap((contact) => contactKeys(kind, contact)),
      )
      .select('customer_id');

  let matching = selectCustomers(query, companyId);
  if (nick !== undefined) matching = matching.where('customer.nick', '=', nick);
  if (emails.length > 0) matching = matching.where('customer.id', 'in', withContact('email', emails));
  if (phones.length > 0) matching = matching.where('customer.id', 'in', withContact('phone', phones));
  if (statuses !== undefined) matching = matching.where('customer.status', 'in', statuses);
  if (enterpriseId !== undefined) matching = matching.where('customer.enterprise_id', '=', enterpriseId);
  if (createdFrom !== undefined) matching = matching.where('customer.created_at', '>=', createdFrom);
  if (createdBefore !== undefined) matching = matching.where('customer.created_at', '<', createdBefore);
  return matching;
}
