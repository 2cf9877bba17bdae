import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { page } from '../envelope.ts';
import { enterprise } from '../shapes/enterprise.ts';
import { paging } from '../shapes/paging.ts';

export const query_enterprises = endpoint({
  name: 'query_enterprises',
  method: 'GET',
  path: '/api/crm/5/user/query_enterprises',
  access: 'token',
  reads: true,
  parameters: Type.Object({ ...paging }),
  answer: page(enterprise),
  title: { zh: '查询客户所属企业', en: 'List the enterprises of customers' },
  description: {
    zh: '列出客户所属的企业，最新创建的在前。',
    en: 'Lists the enterprises that customers belong to, newest first.',
  },
  problems: [],
});
