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
  title: { zh: '新建客户', en: 'Create a customer' },
  description: {
    zh: '依次按对接编号、邮箱、电话查找客户，找到则原样返回，不作任何修改；找不到才新建。',
    en: 'Looks for the customer by partner id, then e-mail, then phone number. A match is returned unchanged; otherwise a customer is created.',
  },
  problems: ['request_refused'],
});
