import type { endpoints } from '@gongdan/contract';
import { findCustomer } from '../people/customer-store.ts';
import { foundCustomer } from './found-customer.ts';
import type { Handler } from './handler.ts';

export const get_user_by_id: Handler<typeof endpoints.get_user_by_id> = async (context, { userid }) => {
  const customer = await findCustomer(context.db.query, context.company.id, userid);
  return foundCustomer(context, customer, 'userid');
};
