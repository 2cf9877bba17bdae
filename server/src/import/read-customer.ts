import type { Company } from '../context.ts';
import type { CustomerInput } from '../people/save-customer.ts';
import { customerFromWire } from '../wire/customer.ts';
import { parseTime } from '../zone.ts';
import { readCustomerRow } from './columns.ts';

/** A customer of another system. */
export interface ImportedCustomer {
  /** The customer's id in the other system, which is kept; undefined when the line gives none. */
  readonly id: string | undefined;
  readonly createdAt: number | undefined;
  readonly input: CustomerInput;
}

/** Turns a row into a customer. Throws Problem naming the first column at fault. */
export function readCustomer({ zone }: Company, given: Readonly<Record<string, unknown>>): ImportedCustomer {
  const row = readCustomerRow(given, zone);
  return {
    id: row.userid,
    createdAt: row.create_datetime === undefined ? undefined : parseTime(zone, row.create_datetime),
    input: customerFromWire(row),
  };
}
