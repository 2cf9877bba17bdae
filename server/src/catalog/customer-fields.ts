import type { Queries } from '../db/database.ts';
import { readInOrder } from '../db/in-order.ts';
import type { Field } from './catalog.ts';
import { fitValue } from './check-values.ts';
import { fieldsOf } from './load.ts';
import type { Regions } from './regions.ts';
import { unfilled } from './values/unfit.ts';

/** The fields that a company defines for its customers, by id, in the company's order. */
export type CustomerFields = ReadonlyMap<string, Field>;

/** Field id → text, as a customer has them or as a call gives them; "" clears a field. */
export type CustomerValues = Readonly<Record<string, string>>;

/** Reads the fields of the company's customers; use it through `snapshots.get(company.id, loadCustomerFields)`. */
export async function loadCustomerFields(query: Queries, companyId: string): Promise<CustomerFields> {
  const [fields, options] = await Promise.all([
    readInOrder(query, 'customer_field', companyId),
    readInOrder(query, 'customer_field_option', companyId),
  ]);
  return fieldsOf(fields, options);
}

/**
 * Checks the values given for a customer's fields and returns them in their stored form. The customer's present value may be
 * given again, even if it no longer fits. A value of a field that the company does not define is returned as it was sent:
 * integrations sent such values when companies could not define fields yet. Throws Problem.
 */
export function checkCustomerValues(
  fields: CustomerFields,
  regions: Regions,
  given: CustomerValues,
  before: CustomerValues = {},
): CustomerValues {
  const checked = Object.entries(given).map(([id, value]) => {
    const field = fields.get(id);
    if (!field || value === valueIn(before, id)) return [id, value] as const;
    if (value === '') demandOptional(field);
    if (value === '') return [id, ''] as const;
    return [id, fitValue(field, value, regions).value] as const;
  });
  return Object.fromEntries(checked);
}

/** Returns a field's value, "" for none. A field's id may be that of an inherited property, such as `constructor`. */
function valueIn(values: CustomerValues, id: string): string {
  return Object.hasOwn(values, id) ? values[id]! : '';
}

/** Throws Problem when a required field has no value. */
export function demandCustomerValues(fields: CustomerFields, values: CustomerValues): void {
  for (const field of fields.values()) if (valueIn(values, field.id) === '') demandOptional(field);
}

function demandOptional(field: Field): void {
  if (field.required) throw unfilled(field);
}
