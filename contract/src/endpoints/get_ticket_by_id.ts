import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { oneItem } from '../envelope.ts';
import { ticketDetail } from '../shapes/ticket_detail.ts';
import { id, words } from '../values.ts';

export const get_ticket_by_id = endpoint({
  name: 'get_ticket_by_id',
  method: 'GET',
  path: '/api/ws/5/ticket/get_ticket_by_id',
  access: 'token',
  reads: true,
  parameters: Type.Object({
    ticketid: Type.Optional(id({ unless: 'ticket_code', ...words('工单编号（系统）', 'id of the ticket') })),
    ticket_code: Type.Optional(
      id(words('工单号；给出 ticketid 时忽略', 'number of the ticket; ignored when ticketid is given')),
    ),
  }),
  answer: oneItem(ticketDetail),
  title: { zh: '查询工单详情', en: 'Get a ticket' },
  description: {
    zh: '返回一张工单的全部内容：字段、附件、回复与操作记录；已删除的也能查到。',
    en: 'Returns a whole ticket: fields, attachments, replies and update log. Deleted tickets are found too.',
  },
  problems: ['ticket_unknown'],
});
