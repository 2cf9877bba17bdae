import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { oneItem } from '../envelope.ts';
import { customerFields } from '../shapes/customer_field.ts';

export const query_user_extend_fields = endpoint({
  name: 'query_user_extend_fields',
  method: 'GET',
  path: '/api/crm/5/user/query_user_extend_fields',
  access: 'token',
  reads: true,
  parameters: Type.Object({}),
  answer: oneItem(customerFields),
  title: { zh: '查询客户自定义字段', en: 'List the fields of customers' },
  description: {
    zh: '返回企业为客户定义的字段及其选项。',
    en: 'Returns the fields that the company defines for its customers, with their options.',
  },
  problems: [],
});
