import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { oneItem } from '../envelope.ts';
import { customerFieldValues } from '../shapes/customer_field.ts';
import { id, words } from '../values.ts';

export const query_user_extend_field_values = endpoint({
  name: 'query_user_extend_field_values',
  method: 'GET',
  path: '/api/crm/5/user/query_user_extend_field_values',
  access: 'token',
  reads: true,
  parameters: Type.Object({ userid: id(words('客户的编号', 'id of the customer')) }),
  answer: oneItem(customerFieldValues),
  title: { zh: '查询客户自定义字段的值', en: 'Get the values of a customer’s fields' },
  description: {
    zh: '返回一个客户在企业定义的各字段上的值。',
    en: 'Returns the values that one customer has in the fields of the company.',
  },
  problems: ['request_refused'],
});
