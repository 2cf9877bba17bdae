import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { oneItem } from '../envelope.ts';
import { categoryTree } from '../shapes/category.ts';
import { dictEntry } from '../shapes/dict_entry.ts';
import { words } from '../values.ts';

export const get_data_dict = endpoint({
  name: 'get_data_dict',
  method: 'GET',
  path: '/api/ws/5/ticket/get_data_dict',
  access: 'token',
  reads: true,
  parameters: Type.Object({}),
  answer: oneItem(
    Type.Object(
      {
        ticket_type_list: Type.Array(categoryTree, words('工单分类，树形', 'categories, as a tree')),
        ticket_status_list: Type.Array(dictEntry, words('工单状态', 'statuses in use')),
        ticket_level_list: Type.Array(dictEntry, words('优先级', 'levels')),
        group_list: Type.Array(
          Type.Object(
            {
              groupid: Type.String(words('客服组的编号', 'id of the group')),
              group_name: Type.String(words('客服组名称', 'name of the group')),
            },
            { additionalProperties: false },
          ),
          words('客服组', 'groups'),
        ),
        agent_list: Type.Array(
          Type.Object(
            {
              agentid: Type.String(words('客服的编号', 'id of the agent')),
              agent_name: Type.String(words('客服名称', 'name of the agent')),
            },
            { additionalProperties: false },
          ),
          words('启用的客服', 'active agents'),
        ),
      },
      { additionalProperties: false },
    ),
  ),
  title: { zh: '查询数据字典', en: 'Get the dictionary' },
  description: {
    zh: '企业的分类、状态、优先级、客服组与启用的客服。停用的分类、已移除的状态，以及已删除工单的状态不在其中。',
    en: 'Returns the categories, statuses, levels, groups and active agents of the company. Retired categories, removed statuses and the status of deleted tickets are left out.',
  },
  problems: [],
});
