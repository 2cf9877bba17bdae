import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { nothing } from '../envelope.ts';
import { id, text, words } from '../values.ts';

export const save_user_reply = endpoint({
  name: 'save_user_reply',
  method: 'POST',
  path: '/api/ws/5/ticket/save_user_reply',
  access: 'token',
  reads: false,
  parameters: Type.Object({
    ticketid: id(words('工单编号（系统）', 'id of the ticket')),
    reply_content: text(5000, words('回复内容', 'content of the reply, HTML')),
    file_str: Type.Optional(text(10000, words('附件地址，分号连接', 'addresses of attachments, joined by semicolons'))),
  }),
  answer: nothing(),
  title: { zh: '回复工单（客户）', en: 'Reply as a customer' },
  description: {
    zh: '客户的回复，所有人可见；受理中、等待、暂停或已解决的工单转为等待客服回复。',
    en: 'Adds a customer’s reply, which is visible to all. A ticket in progress, waiting, paused or resolved moves to the status that waits for an agent.',
  },
  problems: ['ticket_unknown', 'ticket_closed'],
});
