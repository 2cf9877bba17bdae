import { loadCustomerFields } from '../catalog/customer-fields.ts';
import { refusedField } from '../errors.ts';
import type { Customer } from '../people/customer.ts';
import { customerToWire } from '../wire/customer.ts';
import type { CallContext } from './handler.ts';

/** Returns the answer of a call that finds one customer. Throws Problem with the parameter's name when none was found. */
export async function foundCustomer(
  { company, snapshots }: Pick<CallContext, 'company' | 'snapshots'>,
  customer: Customer | undefined,
  parameter: string,
) {
  if (!customer) throw refusedField(parameter, 'no such customer');
  return { item: customerToWire(company, await snapshots.get(company.id, loadCustomerFields), customer) };
}
