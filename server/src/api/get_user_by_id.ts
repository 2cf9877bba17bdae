import type { endpoints } from '@gongdan/contract';
import { findCustomer } from '../people/customer-store.ts';
import { foundCustomer } from './found-customer.ts';
import type { Handler } from './handler.ts';

export const get_user_by_id: Handler<typeof endpoints.get_user_by_id> = async ({ db, company }, { userid }) => {
  const customer = await findCustomer(db.query, company.id, userid);
  return foundCustomer(company, customer, 'userid');
};
