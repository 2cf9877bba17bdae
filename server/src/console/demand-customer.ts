import { refusedField } from '../errors.ts';
import type { Customer } from '../people/customer.ts';
import { findCustomer } from '../people/customer-store.ts';
import type { ConsoleContext } from './handler.ts';

/** Finds a customer of the agent's company. Throws Problem `customer_unknown`. */
export async function demandCustomer({ db, company }: ConsoleContext, id: string): Promise<Customer> {
  const customer = await findCustomer(db.query, company.id, id);
  if (!customer) throw refusedField('id', 'no such customer', 'customer_unknown');
  return customer;
}
