import type { Company } from '../context.ts';
import { refused } from '../errors.ts';
import type { Customer } from '../people/customer.ts';
import { customerToWire } from '../wire/customer.ts';

/** The answer of the calls that find one customer; none found is the fault of the parameter that was looked for. */
export function foundCustomer(company: Company, customer: Customer | undefined, parameter: string) {
  if (!customer) throw refused(parameter, 'no such customer');
  return { item: customerToWire(company, customer) };
}
