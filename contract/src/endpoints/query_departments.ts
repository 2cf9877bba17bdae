import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { list } from '../envelope.ts';
import { department } from '../shapes/department.ts';

export const query_departments = endpoint({
  name: 'query_departments',
  method: 'GET',
  path: '/api/basic/5/agent/query_departments',
  access: 'token',
  reads: true,
  parameters: Type.Object({}),
  answer: list(department),
  title: { zh: '查询部门', en: 'List the departments' },
  description: {
    zh: '客服只分客服组，不分部门，因此总是返回空列表。',
    en: 'Always returns an empty list, because agents belong to groups and not to departments.',
  },
  problems: [],
});
