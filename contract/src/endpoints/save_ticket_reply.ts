import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { nothing } from '../envelope.ts';
import { copiedAgent } from '../shapes/copied_agent.ts';
import { extendFieldInput } from '../shapes/extend_field.ts';
import { dateTime, digits, entries, flag, id, text, words } from '../values.ts';

export const save_ticket_reply = endpoint({
  name: 'save_ticket_reply',
  method: 'POST',
  path: '/api/ws/5/ticket/save_ticket_reply',
  access: 'token',
  reads: false,
  parameters: Type.Object({
    ticket_title: text(100, words('标题', 'title')),
    ticket_content: text(5000, words('问题描述', 'description, HTML')),
    ticketid: id(words('工单编号（系统）', 'id of the ticket')),
    get_ticket_datetime: dateTime(words('取得工单信息的时刻', 'when the caller last read the ticket')),
    reply_content: Type.Optional(
      text(5000, words('回复内容；不给则只编辑', 'content of the reply, HTML; without it the call only edits')),
    ),
    reply_type: flag(words('0 所有人可见，1 仅客服可见', '0 visible to all, 1 to agents only')),
    deal_groupid: Type.Optional(id(words('受理客服组的编号', 'id of the group in charge'))),
    deal_group_name: Type.Optional(
      text(255, words('受理客服组名称，不使用，以编号为准', 'name of the group in charge; not used, the id decides')),
    ),
    deal_agentid: Type.Optional(id(words('受理客服的编号', 'id of the agent in charge'))),
    deal_agent_name: Type.Optional(
      text(255, words('受理客服名称，不使用，以编号为准', 'name of the agent in charge; not used, the id decides')),
    ),
    reply_agentid: id({ missing: 'agent_missing', ...words('回复客服的编号', 'id of the replying agent') }),
    reply_agent_name: text(
      255,
      words('回复客服名称，不使用，以编号为准', 'name of the replying agent; not used, the id decides'),
    ),
    ticket_status: digits({
      missing: 'status_missing',
      malformed: 'status_unknown',
      ...words('状态的编码', 'code of the status'),
    }),
    ticket_level: digits({ missing: 'level_missing', ...words('优先级的编码', 'code of the level') }),
    reply_file_str: Type.Optional(
      text(10000, words('回复附件地址，分号连接', 'addresses of attachments of the reply, joined by semicolons')),
    ),
    copy_agent: Type.Optional(entries(copiedAgent, words('抄送客服', 'copied agents'))),
    extend_fields: Type.Optional(entries(extendFieldInput, words('自定义字段', 'custom fields'))),
    templateid: Type.Optional(
      id(words('工单模板的编号；给出后改用此模板', 'id of a template, which the ticket uses from then on')),
    ),
  }),
  answer: nothing(),
  title: { zh: '回复工单（客服）', en: 'Reply or edit as an agent' },
  description: {
    zh: '客服回复并编辑工单：给出的标题、描述、状态、优先级、受理人与字段取代原值。没有回复且与原值完全相同时返回成功，不留记录，也不推送。',
    en: 'Replies to and edits a ticket in one call. The title, description, status, level, group, agent and fields that are given replace the stored ones. A call without a reply that changes nothing succeeds: it writes no log entry, pushes nothing and keeps update_datetime.',
  },
  problems: [
    'ticket_unknown',
    'agent_unknown',
    'ticket_changed_meanwhile',
    'group_missing',
    'agent_not_in_group',
    'status_unknown',
    'move_forbidden',
    'ticket_closed',
    'template_unknown',
    'request_refused',
    'region_unknown',
  ],
});
