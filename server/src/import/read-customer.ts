import { loadCustomerFields } from '../catalog/customer-fields.ts';
import type { CustomerInput } from '../people/save-customer.ts';
import type { Desk } from '../tickets/model/desk.ts';
import { customerFromWire } from '../wire/customer.ts';
import { parseTime } from '../zone.ts';
import { withTimes } from './cell-values.ts';
import { readCustomerRow } from './columns.ts';
import { readFields } from './field-values.ts';
import { customerMarks, type Marks } from './marks.ts';
import type { Reading } from './read-ticket.ts';

/** A customer of another system. */
export interface ImportedCustomer {
  /** The customer's id in the other system, which is kept; undefined when the line gives none. */
  readonly id: string | undefined;
  readonly createdAt: number | undefined;
  readonly input: CustomerInput;
  readonly marks: Marks;
}

/** Turns a row into a customer. Throws Problem naming the first column at fault. */
export async function readCustomer(
  { company, snapshots, vault }: Reading,
  { regions }: Desk,
  given: Readonly<Record<string, unknown>>,
): Promise<ImportedCustomer> {
  const { id, zone } = company;
  const read = readCustomerRow(withTimes(zone, given), zone);
  const fields = await snapshots.get(id, loadCustomerFields);
  const row = read.extend_field_params
    ? { ...read, extend_field_params: readFields({ fields, regions, zone }, read.extend_field_params) }
    : read;
  return {
    id: row.userid,
    createdAt: row.create_datetime === undefined ? undefined : parseTime(zone, row.create_datetime),
    input: customerFromWire(row),
    marks: customerMarks(vault, id, row),
  };
}
