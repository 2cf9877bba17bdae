import type { endpoints } from '@gongdan/contract';
import { findCustomerByContact } from '../people/customer-store.ts';
import { splitContacts } from '../wire/contacts.ts';
import { foundCustomer } from './found-customer.ts';
import type { Handler } from './handler.ts';

export const get_user_by_email: Handler<typeof endpoints.get_user_by_email> = async (context, { user_emails }) => {
  const customer = await findCustomerByContact(
    context.db.query,
    context.company.id,
    'email',
    splitContacts(user_emails),
  );
  return foundCustomer(context, customer, 'user_emails');
};
