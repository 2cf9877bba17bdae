import type { Tx } from '../context.ts';
import { type Problem, refused } from '../errors.ts';
import { addContacts, replaceContacts } from './contacts.ts';
import type { Customer } from './customer.ts';
import { findCustomer, findCustomerByPartner } from './customer-store.ts';
import { findOrCreateEnterprise } from './enterprise.ts';

/** The data of a new customer, or the changes of one. An enterprise is given by name and created when it is missing. */
export interface CustomerInput {
  readonly nick: string;
  readonly name?: string | undefined;
  readonly emails?: readonly string[] | undefined;
  readonly phones?: readonly string[] | undefined;
  readonly partnerId?: string | undefined;
  readonly enterpriseName?: string | undefined;
  readonly level?: string | undefined;
  readonly vipLevel?: string | undefined;
  readonly status?: string | undefined;
  readonly label?: string | undefined;
  readonly remark?: string | undefined;
  readonly extras?: Customer['extras'] | undefined;
}

/** Creates a customer. Throws Problem when another customer has the partner id. E-mails and phones may be shared. */
export async function createCustomer(tx: Tx, input: CustomerInput): Promise<string> {
  const id = await insertCustomer(tx, input);
  if (id === undefined) throw partnerTaken();
  return id;
}

/** The id and the moment of creation that an imported customer brings. */
export interface CustomerOrigin {
  readonly id?: string | undefined;
  readonly createdAt?: number | undefined;
}

/**
 * Creates a customer and returns its id; undefined when another customer, even a concurrent one, has the id or partner
 * id.
 */
export async function insertCustomer(
  tx: Tx,
  input: CustomerInput,
  origin: CustomerOrigin = {},
): Promise<string | undefined> {
  const { query, company, at } = tx;
  const { id = tx.newId(), createdAt = at } = origin;
  const { nick, emails = [], phones = [], enterpriseName = '' } = input;
  const inserted = await query
    .insertInto('customer')
    .values({
      company_id: company.id,
      id,
      nick,
      name: input.name ?? '',
      emails: emails.join(','),
      phones: phones.join(','),
      partner_id: input.partnerId || null,
      enterprise_id: await findOrCreateEnterprise(tx, enterpriseName),
      level: input.level ?? '',
      vip_level: input.vipLevel ?? '',
      status: input.status ?? '',
      label: input.label ?? '',
      remark: input.remark ?? '',
      extras: keptExtras(input.extras ?? {}),
      created_by: '',
      updated_by: '',
      created_at: createdAt,
      updated_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 0n) return undefined;
  await addContacts(tx, { id, createdAt }, { emails, phones });
  return id;
}

/**
 * Changes the given properties of a customer. Extra fields that are not given keep their values. "" clears the enterprise,
 * the partner id or an extra field. Throws Problem for an unknown customer, and for the partner id of another customer.
 */
export async function updateCustomer(tx: Tx, id: string, input: Partial<CustomerInput>): Promise<void> {
  const { query, company, at } = tx;
  const before = await findCustomer(query, company.id, id);
  if (!before) throw refused('customerId', 'no such customer', 'customer_unknown');
  await demandFreePartner(tx, id, input.partnerId);

  const emails = input.emails ?? before.emails;
  const phones = input.phones ?? before.phones;
  await query
    .updateTable('customer')
    .set({
      nick: input.nick ?? before.nick,
      name: input.name ?? before.name,
      emails: emails.join(','),
      phones: phones.join(','),
      partner_id: (input.partnerId ?? before.partnerId) || null,
      enterprise_id:
        input.enterpriseName === undefined
          ? before.enterpriseId
          : await findOrCreateEnterprise(tx, input.enterpriseName),
      level: input.level ?? before.level,
      vip_level: input.vipLevel ?? before.vipLevel,
      status: input.status ?? before.status,
      label: input.label ?? before.label,
      remark: input.remark ?? before.remark,
      extras: keptExtras({ ...before.extras, ...input.extras }),
      updated_at: at,
    })
    .where('company_id', '=', company.id)
    .where('id', '=', id)
    .execute();
  if (input.emails || input.phones) await replaceContacts(tx, before, { emails, phones });
}

/** A blank value clears the field. */
function keptExtras(extras: Customer['extras']): string {
  return JSON.stringify(Object.fromEntries(Object.entries(extras).filter(([, value]) => value !== '')));
}

async function demandFreePartner(tx: Tx, id: string, partnerId: string | undefined): Promise<void> {
  if (!partnerId) return;
  const owner = await findCustomerByPartner(tx.query, tx.company.id, partnerId);
  if (owner && owner.id !== id) throw partnerTaken();
}

function partnerTaken(): Problem {
  return refused('partnerId', 'belongs to another customer');
}
