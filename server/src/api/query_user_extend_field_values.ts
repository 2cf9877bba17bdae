import type { endpoints } from '@gongdan/contract';
import { loadCustomerFields } from '../catalog/customer-fields.ts';
import { refusedField } from '../errors.ts';
import { findCustomer } from '../people/customer-store.ts';
import { ownFieldValues } from '../wire/customer-field.ts';
import type { Handler } from './handler.ts';

export const query_user_extend_field_values: Handler<typeof endpoints.query_user_extend_field_values> = async (
  { company, db, snapshots },
  { userid },
) => {
  const [fields, customer] = await Promise.all([
    snapshots.get(company.id, loadCustomerFields),
    findCustomer(db.query, company.id, userid),
  ]);
  if (!customer) throw refusedField('userid', 'no such customer');
  return { item: ownFieldValues(company, fields.values(), customer.extras) };
};
