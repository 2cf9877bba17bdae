import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { oneItem } from '../envelope.ts';
import { customer } from '../shapes/customer.ts';
import { id, words } from '../values.ts';

export const get_user_by_id = endpoint({
  name: 'get_user_by_id',
  method: 'GET',
  path: '/api/crm/5/user/get_user_by_id',
  access: 'token',
  reads: true,
  parameters: Type.Object({ userid: id(words('客户的编号', 'id of the customer')) }),
  answer: oneItem(customer),
  title: { zh: '按客户的编号查询客户', en: 'Get a customer by id' },
  description: {
    zh: '查询一个客户。',
    en: 'Finds one customer.',
  },
  problems: ['request_refused'],
});
