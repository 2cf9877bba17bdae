import Type from 'typebox';
import { words } from '../values.ts';
import { group } from './group.ts';

/** An agent of the company. */
export const agent = Type.Object(
  {
    agentid: Type.String(words('客服的编号', 'id of the agent')),
    companyid: Type.String(words('企业编号', 'id of the company')),
    agent_name: Type.String(words('客服名称', 'name of the agent')),
    agent_nick: Type.String(words('客服昵称', 'nick of the agent')),
    agent_status: Type.String(words('1 启用，0 停用', '1 active, 0 not')),
    agent_role_type: Type.String(
      words('角色：8888 客服，7777 主管，9999 管理员', 'role: 8888 agent, 7777 supervisor, 9999 admin'),
    ),
    agent_role_name: Type.String(words('角色名称', 'name of the role')),
    agent_email: Type.String(words('邮箱', 'e-mail address')),
    group_name: Type.String(words('所在客服组名称，逗号连接', 'names of its groups, joined by commas')),
    groups: Type.Array(group, words('所在客服组', 'its groups')),
  },
  { additionalProperties: false },
);
