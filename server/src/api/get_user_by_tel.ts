import type { endpoints } from '@gongdan/contract';
import { findCustomerByContact } from '../people/customer-store.ts';
import { splitContacts } from '../wire/contacts.ts';
import { foundCustomer } from './found-customer.ts';
import type { Handler } from './handler.ts';

export const get_user_by_tel: Handler<typeof endpoints.get_user_by_tel> = async (context, { user_tels }) => {
  const customer = await findCustomerByContact(context.db.query, context.company.id, 'phone', splitContacts(user_tels));
  return foundCustomer(context, customer, 'user_tels');
};
