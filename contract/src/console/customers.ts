import Type from 'typebox';
import { words } from '../values.ts';
import { consoleEndpoint } from './endpoint.ts';
import { customer, customerInput } from './people.ts';
import { ticketRow } from './ticket-row.ts';

/**
 * Finds the customers whose nick, name, e-mail, phone or partner id begins with the text. Returns the 20 of them that were
 * updated last. When more than 200 customers match by one of these properties, only 200 of them are considered. For a
 * blank text, returns the 20 customers that were created last.
 */
export const searchCustomers = consoleEndpoint({
  method: 'GET',
  path: '/api/console/1/customers',
  access: 'agent',
  parameters: Type.Object({ text: Type.String({ maxLength: 100 }) }),
  answer: Type.Object({ customers: Type.Array(customer) }),
  title: words('查找客户', 'Find customers').words,
  problems: [],
});

export const getCustomer = consoleEndpoint({
  method: 'GET',
  path: '/api/console/1/customer',
  access: 'agent',
  parameters: Type.Object({ id: Type.String() }),
  answer: Type.Object({
    customer,
    /** The last 50, newest first. */
    tickets: Type.Array(ticketRow),
    /** 1,000 means 1,000 or more. */
    ticketCount: Type.Integer(),
  }),
  title: words('客户与其工单', 'A customer with their tickets').words,
  problems: ['customer_unknown'],
});

export const updateCustomer = consoleEndpoint({
  method: 'POST',
  path: '/api/console/1/customers/update',
  access: 'agent',
  parameters: Type.Object({ id: Type.String(), ...customerInput.properties }),
  answer: Type.Object({ customer }),
  title: words('修改客户', 'Update a customer').words,
  problems: ['customer_unknown', 'request_refused'],
});
