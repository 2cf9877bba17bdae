import { checkCustomerValues, loadCustomerFields } from '../catalog/customer-fields.ts';
import { loadRegions } from '../catalog/load-regions.ts';
import type { Tx } from '../context.ts';
import { refusedField } from '../errors.ts';
import type { Customer } from '../people/customer.ts';
import { findCustomer, findCustomerByPartner } from '../people/customer-store.ts';
import { insertCustomer, updateCustomer } from '../people/save-customer.ts';
import type { ImportedCustomer } from './read-customer.ts';

/**
 * Updates the customer with the row's id or, when the row has no id, with its partner id; creates one when there is none.
 * Throws Problem when another customer has the partner id.
 */
export async function writeCustomer(tx: Tx, customer: ImportedCustomer): Promise<'created' | 'updated'> {
  const known = await findKnown(tx, customer);
  const input = { ...customer.input, extras: await checkExtras(tx, customer.input.extras, known) };
  if (known) {
    await updateCustomer(tx, known.id, input);
    return 'updated';
  }
  const created = await insertCustomer(tx, input, { id: customer.id, createdAt: customer.createdAt });
  if (created === undefined) throw refusedField('partnerid', { zh: '属于另一位客户', en: "is another customer's" });
  return 'created';
}

async function findKnown({ query, company }: Tx, { id, input }: ImportedCustomer): Promise<Customer | undefined> {
  if (id !== undefined) return findCustomer(query, company.id, id);
  return input.partnerId === undefined ? undefined : findCustomerByPartner(query, company.id, input.partnerId);
}

/** Checks the values given. Required fields may be missing, because the other system may not have had them. */
async function checkExtras(tx: Tx, given: Customer['extras'] = {}, known?: Customer): Promise<Customer['extras']> {
  if (Object.keys(given).length === 0) return given;
  const fields = await tx.snapshots.get(tx.company.id, loadCustomerFields, tx);
  const regions = await tx.snapshots.get(tx.company.id, loadRegions, tx);
  return checkCustomerValues(fields, regions, given, known?.extras);
}
