import Type from 'typebox';
import { words } from '../values.ts';
import { evaluation } from './evaluation.ts';
import { sortedExtendField } from './extend_field.ts';
import { file } from './file.ts';
import { logEntry } from './log_entry.ts';
import { reply } from './reply.ts';

/** A partner field (对接字段): a custom field that integrations set and no template asks for. */
const partnerField = Type.Object(
  {
    fieldid: Type.String(words('对接字段的编号', 'id of the partner field')),
    field_name: Type.String(words('对接字段名称', 'name of the partner field')),
    field_value: Type.String(words('对接字段的值', 'its value')),
  },
  { additionalProperties: false },
);

/** A ticket with its replies and its update log, both newest first. */
export const ticketDetail = Type.Object(
  {
    companyid: Type.String(words('企业编号', 'id of the company')),
    ticketid: Type.String(words('工单编号（系统）', 'id of the ticket')),
    ticket_code: Type.String(words('工单号', 'number of the ticket')),
    ticket_title: Type.String(words('标题', 'title')),
    ticket_content: Type.String(words('问题描述', 'description, HTML as given')),
    ticket_from: Type.String(words('来源的编码', 'code of the source')),
    ticket_level: Type.String(words('优先级的编码', 'code of the level')),
    ticket_status: Type.String(words('状态的编码', 'code of the status')),
    ticket_typeid: Type.String(words('分类的编号', 'id of the category')),
    ticket_type_name: Type.String(
      words('分类名称，各级以斜杠连接', 'names of the category from the root, joined by /'),
    ),
    templateid: Type.String(words('工单模板的编号', 'id of the template in use')),
    template_name: Type.String(words('工单模板名称', 'name of the template in use')),
    start_type: Type.String(words('发起人：0 客服，1 客户', 'started by: 0 agent, 1 customer')),
    start_name: Type.String(words('发起人名称', 'name of the person who started it')),
    deal_groupid: Type.String(words('受理客服组的编号', 'id of the group in charge')),
    deal_group_name: Type.String(words('受理客服组名称', 'name of the group in charge')),
    deal_agentid: Type.String(words('受理客服的编号', 'id of the agent in charge')),
    deal_agent_name: Type.String(words('受理客服名称', 'name of the agent in charge')),
    recordid: Type.String(words('关联的会话或呼叫记录', 'record of the chat or call behind the ticket')),
    userid: Type.String(words('客户的编号', 'id of the customer')),
    user_nick: Type.String(words('客户昵称', 'nick of the customer')),
    user_name: Type.String(words('客户名称', 'name of the customer')),
    user_tels: Type.String(words('客户电话，逗号连接', 'phone numbers, joined by commas')),
    user_emails: Type.String(words('客户邮箱，逗号连接', 'e-mail addresses, joined by commas')),
    update_agent_name: Type.String(words('最近更新人名称', 'name of the last actor')),
    create_datetime: Type.String(words('创建时间', 'when it was created')),
    update_datetime: Type.String(words('更新时间', 'when it was last updated')),
    file_list: Type.Array(file, words('工单附件', 'attachments of the ticket')),
    extend_fields_list: Type.Array(sortedExtendField, words('自定义字段', 'custom fields')),
    deal_list: Type.Array(reply, words('全部回复，新者在前', 'all replies, newest first')),
    update_log_list: Type.Array(logEntry, words('操作记录，新者在前', 'update log, newest first')),
    ...evaluation,
    params_extends_list: Type.Array(partnerField, words('对接字段', 'partner fields')),
    create_group_names: Type.String(
      words('创建人所在客服组，逗号连接', 'groups of the creating agent, joined by commas'),
    ),
    closed_datetime: Type.String(words('关闭时间', 'when it was closed')),
    first_accept_datetime: Type.String(words('首次响应时间', 'time of the first response')),
    first_complete_datetime: Type.String(words('首次解决时间', 'time of the first solution')),
    concern_serviceid: Type.String(words('关注人编号，逗号连接', 'ids of the agents watching it, joined by commas')),
    concern_service_name: Type.String(
      words('关注人名称，逗号连接', 'names of the agents watching it, joined by commas'),
    ),
    relation_ticketid: Type.String(words('关联工单编号，逗号连接', 'ids of related tickets, joined by commas')),
    ticket_email: Type.String(words('收件箱', 'mailbox that received the ticket')),
    is_reminded: Type.String(words('是否被催过：0 否，1 是', 'has a reminder: 0 no, 1 yes')),
    reminder_count: Type.Integer(words('催单次数', 'number of reminders')),
    first_reminder_time: Type.String(words('首次催单时间', 'time of the first reminder')),
  },
  { additionalProperties: false },
);
