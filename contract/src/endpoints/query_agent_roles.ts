import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { list } from '../envelope.ts';
import { role } from '../shapes/role.ts';

export const query_agent_roles = endpoint({
  name: 'query_agent_roles',
  method: 'GET',
  path: '/api/basic/5/agent/query_agent_roles',
  access: 'token',
  reads: true,
  parameters: Type.Object({}),
  answer: list(role),
  title: { zh: '查询客服角色', en: 'List the roles of agents' },
  description: {
    zh: '列出客服可以有的角色。',
    en: 'Lists the roles that agents can have.',
  },
  problems: [],
});
