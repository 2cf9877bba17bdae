import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { oneItem } from '../envelope.ts';
import { contacts, customer } from '../shapes/customer.ts';
import { words } from '../values.ts';

export const get_user_by_email = endpoint({
  name: 'get_user_by_email',
  method: 'GET',
  path: '/api/crm/5/user/get_user_by_email',
  access: 'token',
  reads: true,
  parameters: Type.Object({ user_emails: contacts(words('邮箱', 'e-mail address')) }),
  answer: oneItem(customer),
  title: { zh: '按邮箱查询客户', en: 'Get a customer by e-mail address' },
  description: {
    zh: '查询一个客户。',
    en: 'Finds one customer.',
  },
  problems: ['request_refused'],
});
