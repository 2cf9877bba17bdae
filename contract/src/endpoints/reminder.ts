import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { nothing } from '../envelope.ts';
import { id, text, words } from '../values.ts';

export const reminder = endpoint({
  name: 'reminder',
  method: 'POST',
  path: '/api/ws/5/ticket/reminder',
  access: 'token',
  reads: false,
  parameters: Type.Object({
    ticketid: Type.Optional(id({ unless: 'ticket_code', ...words('工单编号（系统）', 'id of the ticket') })),
    ticket_code: Type.Optional(
      id(words('工单号；给出 ticketid 时忽略', 'number of the ticket; ignored when ticketid is given')),
    ),
    reminder_agentid: id({ missing: 'agent_missing', ...words('催单客服的编号', 'id of the reminding agent') }),
    reminder_remark: text(5000, words('催单原因', 'reason of the reminder')),
  }),
  answer: nothing(),
  title: { zh: '催单', en: 'Send a reminder for a ticket' },
  description: {
    zh: '催促一张未关闭的工单，记入操作记录并推送。',
    en: 'Sends a reminder for a ticket that is not closed. The reminder is written to the update log and pushed.',
  },
  problems: ['ticket_unknown', 'agent_unknown', 'move_forbidden'],
});
