import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { oneItem } from '../envelope.ts';
import { customerFields } from '../shapes/customer_field.ts';

export const query_user_fixed_extend_fields = endpoint({
  name: 'query_user_fixed_extend_fields',
  method: 'GET',
  path: '/api/crm/5/user/query_user_fixed_extend_fields',
  access: 'token',
  reads: true,
  parameters: Type.Object({}),
  answer: oneItem(customerFields),
  title: { zh: '查询客户固定字段', en: 'List the fields that all customers have' },
  description: {
    zh: '返回每个企业的客户都有的字段，字段名即设置它的参数名。',
    en: 'Returns the fields that customers of every company have, named after the parameters that set them.',
  },
  problems: [],
});
