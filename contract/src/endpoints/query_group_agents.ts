import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { list } from '../envelope.ts';
import { agent } from '../shapes/agent.ts';
import { id, words } from '../values.ts';

export const query_group_agents = endpoint({
  name: 'query_group_agents',
  method: 'GET',
  path: '/api/basic/5/group_agent/query_agents',
  access: 'token',
  reads: true,
  parameters: Type.Object({ groupid: id(words('客服组的编号', 'id of the group')) }),
  answer: list(agent),
  title: { zh: '查询客服组的客服', en: 'List the agents of a group' },
  description: {
    zh: '列出一个客服组的客服。',
    en: 'Lists the agents of one group.',
  },
  problems: [],
});
