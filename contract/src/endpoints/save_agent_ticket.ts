import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { copiedAgent } from '../shapes/copied_agent.ts';
import { extendFieldInput } from '../shapes/extend_field.ts';
import { firstContact, wholeContact } from '../shapes/first_contact.ts';
import { madeTicket } from '../shapes/made_ticket.ts';
import { digits, entries, id, text, words } from '../values.ts';

export const save_agent_ticket = endpoint({
  name: 'save_agent_ticket',
  method: 'POST',
  path: '/api/ws/5/ticket/save_agent_ticket',
  access: 'token',
  reads: false,
  parameters: Type.Object(
    {
      companyid: id(words('企业编号', 'id of the company')),
      ticket_title: text(100, words('标题', 'title')),
      userid: Type.Optional(id(words('客户的编号', 'id of the customer'))),
      ticket_content: text(5000, words('问题描述', 'description, HTML')),
      ticket_from: digits({ missing: 'source_missing', ...words('来源的编码', 'code of the source') }),
      deal_groupid: Type.Optional(id(words('受理客服组的编号', 'id of the group in charge'))),
      deal_group_name: Type.Optional(
        text(255, words('受理客服组名称，不使用，以编号为准', 'name of the group in charge; not used, the id decides')),
      ),
      deal_agentid: Type.Optional(id(words('受理客服的编号', 'id of the agent in charge'))),
      deal_agent_name: Type.Optional(
        text(255, words('受理客服名称，不使用，以编号为准', 'name of the agent in charge; not used, the id decides')),
      ),
      create_agentid: id({ missing: 'agent_missing', ...words('创建客服的编号', 'id of the creating agent') }),
      create_agent_name: text(
        255,
        words('创建客服名称，不使用，以编号为准', 'name of the creating agent; not used, the id decides'),
      ),
      recordid: Type.Optional(text(255, words('关联的会话或呼叫记录', 'record of the chat or call behind the ticket'))),
      ticket_status: digits({
        missing: 'status_missing',
        malformed: 'status_unknown',
        ...words('状态的编码', 'code of the status'),
      }),
      ticket_level: digits({ missing: 'level_missing', ...words('优先级的编码', 'code of the level') }),
      ticket_typeid: id({ missing: 'category_missing', ...words('末级分类的编号', 'id of a leaf category') }),
      file_str: Type.Optional(
        text(10000, words('附件地址，分号连接', 'addresses of attachments, joined by semicolons')),
      ),
      copy_agent: Type.Optional(entries(copiedAgent, words('抄送客服', 'copied agents'))),
      extend_fields: Type.Optional(entries(extendFieldInput, words('自定义字段', 'custom fields'))),
      ...firstContact,
    },
    wholeContact,
  ),
  answer: madeTicket,
  title: { zh: '创建工单（客服）', en: 'Create a ticket as an agent' },
  description: {
    zh: '客服为客户创建工单；客户可以不给。',
    en: 'Creates a ticket as an agent, with or without a customer.',
  },
  problems: [
    'agent_unknown',
    'group_missing',
    'agent_not_in_group',
    'status_unknown',
    'move_forbidden',
    'request_refused',
    'region_unknown',
  ],
});
