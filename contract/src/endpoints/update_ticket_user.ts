import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { nothing } from '../envelope.ts';
import { id, words } from '../values.ts';

export const update_ticket_user = endpoint({
  name: 'update_ticket_user',
  method: 'POST',
  path: '/api/ws/5/ticket/update_ticket_user',
  access: 'token',
  reads: false,
  parameters: Type.Object({
    ticketid: Type.Optional(id({ unless: 'ticket_code', ...words('工单编号（系统）', 'id of the ticket') })),
    ticket_code: Type.Optional(
      id(words('工单号；给出 ticketid 时忽略', 'number of the ticket; ignored when ticketid is given')),
    ),
    userid: id(words('客户的编号', 'id of the customer')),
  }),
  answer: nothing(),
  title: { zh: '更换工单客户', en: 'Change the customer of a ticket' },
  description: {
    zh: '把工单改挂到另一客户。',
    en: 'Moves a ticket to another customer.',
  },
  problems: ['ticket_unknown', 'request_refused'],
});
