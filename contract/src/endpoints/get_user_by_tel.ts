import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { oneItem } from '../envelope.ts';
import { contacts, customer } from '../shapes/customer.ts';
import { words } from '../values.ts';

export const get_user_by_tel = endpoint({
  name: 'get_user_by_tel',
  method: 'GET',
  path: '/api/crm/5/user/get_user_by_tel',
  access: 'token',
  reads: true,
  parameters: Type.Object({ user_tels: contacts(words('电话', 'phone number')) }),
  answer: oneItem(customer),
  title: { zh: '按电话查询客户', en: 'Get a customer by phone number' },
  description: {
    zh: '查询一个客户。',
    en: 'Finds one customer.',
  },
  problems: ['request_refused'],
});
