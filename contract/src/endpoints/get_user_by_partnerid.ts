import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { oneItem } from '../envelope.ts';
import { customer } from '../shapes/customer.ts';
import { id, words } from '../values.ts';

export const get_user_by_partnerid = endpoint({
  name: 'get_user_by_partnerid',
  method: 'GET',
  path: '/api/crm/5/user/get_user_by_partnerid',
  access: 'token',
  reads: true,
  parameters: Type.Object({ partnerid: id(words('对接编号', 'partner id')) }),
  answer: oneItem(customer),
  title: { zh: '按对接编号查询客户', en: 'Get a customer by partner id' },
  description: {
    zh: '查询一个客户。',
    en: 'Finds one customer.',
  },
  problems: ['request_refused'],
});
