import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { list } from '../envelope.ts';
import { group } from '../shapes/group.ts';

export const query_groups = endpoint({
  name: 'query_groups',
  method: 'GET',
  path: '/api/basic/5/agent/query_groups',
  otherPaths: ['/api/basic/5/group/query_groups'],
  access: 'token',
  reads: true,
  parameters: Type.Object({}),
  answer: list(group),
  title: { zh: '查询客服组', en: 'List the groups' },
  description: {
    zh: '列出企业的全部客服组。',
    en: 'Lists all groups of the company.',
  },
  problems: [],
});
