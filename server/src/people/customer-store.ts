import type { Queries } from '../db/database.ts';
import type { CustomerTable } from '../db/schema.ts';
import { type ContactKind, contactKeys } from './contacts.ts';
import type { Customer } from './customer.ts';

export type CustomerRow = CustomerTable & { enterprise_name: string | null };

/** Selects customers of the company with the names of their enterprises; `customerOf` reads a row. */
export function selectCustomers(query: Queries, companyId: string) {
  return query
    .selectFrom('customer')
    .leftJoin('enterprise', (join) =>
      join
        .onRef('enterprise.company_id', '=', 'customer.company_id')
        .onRef('enterprise.id', '=', 'customer.enterprise_id'),
    )
    .where('customer.company_id', '=', companyId)
    .selectAll('customer')
    .select('enterprise.name as enterprise_name');
}

/** Finds a customer by id. */
export async function findCustomer(query: Queries, companyId: string, id: string): Promise<Customer | undefined> {
  const row = await selectCustomers(query, companyId).where('customer.id', '=', id).executeTakeFirst();
  return row && customerOf(row);
}

/** Finds a customer by the id in the other system. */
export async function findCustomerByPartner(
  query: Queries,
  companyId: string,
  partnerId: string,
): Promise<Customer | undefined> {
  const row = await selectCustomers(query, companyId).where('customer.partner_id', '=', partnerId).executeTakeFirst();
  return row && customerOf(row);
}

/** Finds the customer who has any of these e-mails or phones; of several the one who was created first. */
export async function findCustomerByContact(
  query: Queries,
  companyId: string,
  kind: ContactKind,
  contacts: readonly string[],
): Promise<Customer | undefined> {
  if (contacts.length === 0) return undefined;
  const keys = contacts.flatMap((contact) => contactKeys(kind, contact));
  const row = await selectCustomers(query, companyId)
    .innerJoin('customer_contact as contact', (join) =>
      join.onRef('contact.company_id', '=', 'customer.company_id').onRef('contact.customer_id', '=', 'customer.id'),
    )
    .where('contact.kind', '=', kind)
    .where('contact.value', 'in', keys)
    .orderBy('contact.created_at')
    .orderBy('customer.id')
    .limit(1)
    .executeTakeFirst();
  return row && customerOf(row);
}

export function customerOf(row: CustomerRow): Customer {
  return {
    id: row.id,
    nick: row.nick,
    name: row.name,
    emails: listed(row.emails),
    phones: listed(row.phones),
    partnerId: row.partner_id,
    enterpriseId: row.enterprise_id,
    enterpriseName: row.enterprise_name ?? '',
    level: row.level,
    vipLevel: row.vip_level,
    status: row.status,
    label: row.label,
    remark: row.remark,
    extras: JSON.parse(row.extras) as Record<string, string>,
    createdBy: row.created_by,
    updatedBy: row.updated_by,
    createdAt: row.created_at,
  };
}

function listed(joined: string): string[] {
  return joined === '' ? [] : joined.split(',');
}
