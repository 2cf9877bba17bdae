import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { oneItem } from '../envelope.ts';
import { customerInput, savedCustomer } from '../shapes/customer.ts';

export const save_user = endpoint({
  name: 'save_user',
  method: 'POST',
  path: '/api/crm/5/user/save_user',
  access: 'token',
  reads: false,
  parameters: Type.Object({ ...customerInput }),
  answer: oneItem(savedCustomer),
  title: { zh: '新建客户', en: 'Make a customer' },
  description: {
    zh: '新建一个客户。',
    en: 'Makes a customer.',
  },
  problems: ['request_refused'],
});
