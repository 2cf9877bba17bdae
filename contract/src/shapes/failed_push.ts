import Type from 'typebox';
import { words } from '../values.ts';
import { extendField } from './extend_field.ts';

/** The keys of a reminder: who sent it, when and why. They are empty in other messages. */
const reminder = {
  reminder_agentid: Type.String(words('催单客服的编号', 'id of the reminding agent')),
  reminder_agent_name: Type.String(words('催单客服名称', 'name of the reminding agent')),
  reminder_remark: Type.String(words('催单原因', 'reason of the reminder')),
  reminder_time: Type.String(words('催单时间', 'time of the reminder')),
};

/** The keys that both kinds of messages have. */
const head = {
  ticketid: Type.String(words('工单编号（系统）', 'id of the ticket')),
  companyid: Type.String(words('企业编号', 'id of the company')),
  ticket_code: Type.String(words('工单号', 'number of the ticket')),
  is_reminder: Type.String(words('是否催单：0 否，1 是', 'is a reminder: 0 no, 1 yes')),
  update_datetime: Type.String(words('更新时间', 'when the ticket was updated')),
};

/** A failed ticket message. Status, level and source are text here, but integers in the message itself. */
export const failedTicketPush = Type.Object(
  {
    ...head,
    ticket_title: Type.String(words('标题', 'title')),
    ticket_content: Type.String(words('问题描述', 'description')),
    ticket_from: Type.String(words('来源的编码', 'code of the source')),
    ticket_level: Type.String(words('优先级的编码', 'code of the level')),
    ticket_status: Type.String(words('状态的编码', 'code of the status')),
    ticket_type_name: Type.String(
      words('分类名称，各级以斜杠连接', 'names of the category from the root, joined by /'),
    ),
    deal_agentid: Type.String(words('受理客服的编号', 'id of the agent in charge')),
    deal_agent_name: Type.String(words('受理客服名称', 'name of the agent in charge')),
    deal_groupid: Type.String(words('受理客服组的编号', 'id of the group in charge')),
    deal_group_name: Type.String(words('受理客服组名称', 'name of the group in charge')),
    reply_content: Type.String(words('回复内容', 'content of the reply')),
    update_agent_name: Type.String(words('操作人名称', 'name of the actor')),
    userid: Type.String(words('客户的编号', 'id of the customer')),
    user_nick: Type.String(words('客户昵称', 'nick of the customer')),
    user_name: Type.String(words('客户名称', 'name of the customer')),
    user_tels: Type.String(words('客户电话，逗号连接', 'phone numbers, joined by commas')),
    user_emails: Type.String(words('客户邮箱，逗号连接', 'e-mail addresses, joined by commas')),
    recordid: Type.String(words('关联的会话或呼叫记录', 'record of the chat or call behind the ticket')),
    file_str: Type.String(words('附件地址，分号连接', 'addresses of attachments, joined by semicolons')),
    voice_url: Type.String(words('录音地址，总为空', 'address of a recording; always empty')),
    hope_accept_time: Type.String(
      words('应首次响应时间，目前总为空', 'when the first response is due; always empty at present'),
    ),
    hope_complete_time: Type.String(
      words('应首次解决时间，目前总为空', 'when the first solution is due; always empty at present'),
    ),
    ...reminder,
    partnerid: Type.String(words('客户的对接编号', 'partner id of the customer')),
    extend_fields_list: Type.Array(extendField, words('自定义字段', 'custom fields')),
  },
  { additionalProperties: false },
);

/** A failed reminder message, which has fewer keys. */
export const failedReminderPush = Type.Object({ ...head, ...reminder }, { additionalProperties: false });
