import { checkCustomerValues, loadCustomerFields } from '../catalog/customer-fields.ts';
import { loadRegions } from '../catalog/load-regions.ts';
import type { Tx } from '../context.ts';
import { refused } from '../errors.ts';
import type { Customer } from '../people/customer.ts';
import { findCustomer, findCustomerByPartner } from '../people/customer-store.ts';
import { insertCustomer, updateCustomer } from '../people/save-customer.ts';
import { customerFromWire } from '../wire/customer.ts';
import { parseTime } from '../zone.ts';
import type { CustomerRow } from './columns.ts';

/** Makes the customer, or makes one who is there already, by id or else by partner id, what the line says. */
export async function importCustomer(tx: Tx, row: CustomerRow): Promise<'created' | 'updated'> {
  const { query, company } = tx;
  const input = customerFromWire(row);
  const known =
    row.userid !== undefined
      ? await findCustomer(query, company.id, row.userid)
      : row.partnerid !== undefined && (await findCustomerByPartner(query, company.id, row.partnerid));
  const extras = await checkedExtras(tx, input.extras, known || undefined);
  if (known) {
    await updateCustomer(tx, known.id, { ...input, extras });
    return 'updated';
  }
  const createdAt = row.create_datetime === undefined ? undefined : parseTime(company.zone, row.create_datetime);
  const made = await insertCustomer(tx, { ...input, extras }, { id: row.userid, createdAt });
  if (made === undefined) throw refused('partnerid', "is another customer's");
  return 'created';
}

/** Required fields are not demanded: another system did not know them. */
async function checkedExtras(tx: Tx, given: Customer['extras'] = {}, known?: Customer): Promise<Customer['extras']> {
  if (Object.keys(given).length === 0) return given;
  const fields = await tx.snapshots.get(tx.company.id, loadCustomerFields, tx);
  const regions = await tx.snapshots.get(tx.company.id, loadRegions, tx);
  return checkCustomerValues(fields, regions, given, known?.extras);
}
