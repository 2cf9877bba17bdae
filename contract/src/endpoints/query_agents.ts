import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { list } from '../envelope.ts';
import { agent } from '../shapes/agent.ts';

export const query_agents = endpoint({
  name: 'query_agents',
  method: 'GET',
  path: '/api/basic/5/agent/query_agents',
  access: 'token',
  reads: true,
  parameters: Type.Object({}),
  answer: list(agent),
  title: { zh: '查询客服', en: 'List the agents' },
  description: {
    zh: '列出企业的全部客服。',
    en: 'Lists all agents of the company.',
  },
  problems: [],
});
