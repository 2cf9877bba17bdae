import Type from 'typebox';
import { words } from '../values.ts';
import { evaluation } from './evaluation.ts';

/** A ticket in a list. */
export const ticketRow = Type.Object(
  {
    ticketid: Type.String(words('工单编号（系统）', 'id of the ticket')),
    ticket_title: Type.String(words('标题', 'title')),
    ticket_content: Type.String(words('问题描述', 'description, HTML as given')),
    ticket_code: Type.String(words('工单号', 'number of the ticket')),
    ticket_from: Type.String(words('来源的编码', 'code of the source')),
    ticket_level: Type.String(words('优先级：0 低，1 中，2 高，3 紧急', 'level: 0 low, 1 middle, 2 high, 3 urgent')),
    ticket_status: Type.String(words('状态的编码', 'code of the status')),
    start_type: Type.String(words('发起人：0 客服，1 客户', 'started by: 0 agent, 1 customer')),
    start_name: Type.String(words('发起人名称', 'name of the person who started it')),
    ticket_type_name: Type.String(
      words('分类名称，各级以斜杠连接', 'names of the category from the root, joined by /'),
    ),
    deal_agent_name: Type.String(words('受理客服名称', 'name of the agent in charge')),
    deal_group_name: Type.String(words('受理客服组名称', 'name of the group in charge')),
    create_datetime: Type.String(words('创建时间', 'when it was created')),
    update_datetime: Type.String(words('更新时间', 'when it was last updated')),
    user_nick: Type.String(words('客户昵称', 'nick of the customer')),
    user_name: Type.String(words('客户名称', 'name of the customer')),
    user_tels: Type.String(words('客户电话，逗号连接', 'phone numbers, joined by commas')),
    user_emails: Type.String(words('客户邮箱，逗号连接', 'e-mail addresses, joined by commas')),
    ...evaluation,
  },
  { additionalProperties: false },
);
