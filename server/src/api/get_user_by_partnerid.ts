import type { endpoints } from '@gongdan/contract';
import { findCustomerByPartner } from '../people/customer-store.ts';
import { foundCustomer } from './found-customer.ts';
import type { Handler } from './handler.ts';

export const get_user_by_partnerid: Handler<typeof endpoints.get_user_by_partnerid> = async (
  context,
  { partnerid },
) => {
  const customer = await findCustomerByPartner(context.db.query, context.company.id, partnerid);
  return foundCustomer(context, customer, 'partnerid');
};
