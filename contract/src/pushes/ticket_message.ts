import Type, { type Static } from 'typebox';
import { extendField } from '../shapes/extend_field.ts';
import { words } from '../values.ts';

/** A partner field (对接字段): a custom field that integrations set and no template asks for. */
const partnerField = Type.Object(
  {
    fieldid: Type.String(words('对接字段的编号', 'id of the partner field')),
    field_name: Type.String(words('对接字段名称', 'name of the partner field')),
    field_value: Type.String(words('对接字段的值', 'its value')),
    fidle_value: Type.String(
      words('同一个值，文档的另一种拼写', 'the same value; the document spells this key both ways'),
    ),
  },
  { additionalProperties: false },
);

/** The message that is pushed after every event except a reminder. Status, level and source are integers here. */
export const ticketMessage = Type.Object(
  {
    companyid: Type.String(words('企业编号', 'id of the company')),
    ticketid: Type.String(words('工单编号（系统）', 'id of the ticket')),
    ticket_code: Type.String(words('工单号', 'number of the ticket')),
    ticket_title: Type.String(words('标题', 'title')),
    ticket_content: Type.String(words('问题描述', 'description, HTML as given')),
    ticket_typeid: Type.String(words('分类的编号', 'id of the category')),
    ticket_type_name: Type.String(
      words('分类名称，各级以斜杠连接', 'names of the category from the root, joined by /'),
    ),
    templateid: Type.String(words('工单模板的编号', 'id of the template in use')),
    ticket_status: Type.Integer(words('状态的编码', 'code of the status')),
    ticket_level: Type.Integer(words('优先级的编码', 'code of the level')),
    ticket_from: Type.Integer(words('来源的编码', 'code of the source')),
    file_str: Type.String(words('附件地址，分号连接', 'addresses of attachments, joined by semicolons')),
    deal_groupid: Type.String(words('受理客服组的编号', 'id of the group in charge')),
    deal_group_name: Type.String(words('受理客服组名称', 'name of the group in charge')),
    deal_agentid: Type.String(words('受理客服的编号', 'id of the agent in charge')),
    deal_agent_name: Type.String(words('受理客服名称', 'name of the agent in charge')),
    copy_agent: Type.String(words('抄送客服名称，逗号连接', 'names of the copied agents, joined by commas')),
    hope_accept_time: Type.String(
      words('应首次响应时间，目前总为空', 'when the first response is due; always empty at present'),
    ),
    hope_complete_time: Type.String(
      words('应首次解决时间，目前总为空', 'when the first solution is due; always empty at present'),
    ),
    userid: Type.String(words('客户的编号', 'id of the customer')),
    user_nick: Type.String(words('客户昵称', 'nick of the customer')),
    user_name: Type.String(words('客户名称', 'name of the customer')),
    user_tels: Type.String(words('客户电话，分号连接', 'phone numbers, joined by semicolons')),
    user_emails: Type.String(words('客户邮箱，分号连接', 'e-mail addresses, joined by semicolons')),
    partnerid: Type.String(words('客户的对接编号', 'partner id of the customer')),
    enterpriseid: Type.String(words('客户所属企业的编号', 'id of the customer’s enterprise')),
    enterprise_name: Type.String(words('客户所属企业名称', 'name of the customer’s enterprise')),
    recordid: Type.String(words('关联的会话或呼叫记录', 'record of the chat or call behind the ticket')),
    update_name: Type.String(words('操作人名称', 'name of the actor')),
    update_time: Type.String(words('操作时间', 'time of the event')),
    reply_content: Type.String(words('回复内容', 'content of the reply')),
    reply_type: Type.String(
      words(
        '0 所有人可见，1 仅客服可见；没有回复时为空',
        '0 visible to all, 1 to agents only; empty when the event has no reply',
      ),
    ),
    is_receipt: Type.String(words('是否接单：0 否，1 是', 'an agent accepted the ticket: 0 no, 1 yes')),
    is_reminder: Type.Literal('0', words('不是催单', 'is not a reminder')),
    reminder_agentid: Type.String(
      words('催单客服的编号，此消息中总为空', 'id of the reminding agent; always empty in this message'),
    ),
    reminder_agent_name: Type.String(
      words('催单客服名称，此消息中总为空', 'name of the reminding agent; always empty in this message'),
    ),
    reminder_remark: Type.String(
      words('催单原因，此消息中总为空', 'reason of the reminder; always empty in this message'),
    ),
    reminder_time: Type.String(words('催单时间，此消息中总为空', 'time of the reminder; always empty in this message')),
    extend_fields_list: Type.Array(extendField, words('自定义字段', 'custom fields')),
    partner_fields_list: Type.Array(partnerField, words('对接字段', 'partner fields')),
    start_type: Type.String(words('发起人：0 客服，1 客户', 'started by: 0 agent, 1 customer')),
    start_userid: Type.String(words('发起人的编号', 'id of the person who started it')),
    create_groupids: Type.String(
      words('创建人所在客服组编号，逗号连接', 'ids of the creating agent’s groups, joined by commas'),
    ),
    closed_time: Type.String(words('关闭时间', 'when it was closed')),
    first_accept_time: Type.String(words('首次响应时间', 'time of the first response')),
    first_complete_time: Type.String(words('首次解决时间', 'time of the first solution')),
    concern_serviceid: Type.String(words('关注人编号，逗号连接', 'ids of the agents watching it, joined by commas')),
    first_contact_type: Type.Optional(
      Type.Integer(words('优先联系方式：1 邮箱，2 手机号', 'preferred contact: 1 e-mail, 2 phone')),
    ),
    first_contact_info: Type.String(words('优先联系方式的值', 'address or number of the preferred contact')),
    relation_ticket_codes: Type.String(words('关联工单号，逗号连接', 'numbers of related tickets, joined by commas')),
  },
  { additionalProperties: false },
);

export type TicketMessage = Static<typeof ticketMessage>;
