import type { Tx } from '../context.ts';
import { refused } from '../errors.ts';
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
  if (known) {
    await updateCustomer(tx, known.id, input);
    return 'updated';
  }
  const createdAt = row.create_datetime === undefined ? undefined : parseTime(company.zone, row.create_datetime);
  const made = await insertCustomer(tx, input, { id: row.userid, createdAt });
  if (made === undefined) throw refused('partnerid', "is another customer's");
  return 'created';
}
