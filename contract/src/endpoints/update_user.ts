import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { oneItem } from '../envelope.ts';
import { customerInput, savedCustomer } from '../shapes/customer.ts';
import { id, words } from '../values.ts';

export const update_user = endpoint({
  name: 'update_user',
  method: 'POST',
  path: '/api/crm/5/user/update_user',
  access: 'token',
  reads: false,
  parameters: Type.Object({ userid: id(words('客户的编号', 'id of the customer')), ...customerInput }),
  answer: oneItem(savedCustomer),
  title: { zh: '更新客户', en: 'Update a customer' },
  description: {
    zh: '更新一个客户，给出的值取代原值。',
    en: 'Updates a customer. Values that are given replace the stored ones.',
  },
  problems: ['request_refused'],
});
