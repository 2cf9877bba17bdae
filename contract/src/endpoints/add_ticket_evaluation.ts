import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { nothing } from '../envelope.ts';
import { id, integer, text, words } from '../values.ts';

export const add_ticket_evaluation = endpoint({
  name: 'add_ticket_evaluation',
  method: 'POST',
  path: '/api/ws/5/ticket/add_ticket_evaluation',
  access: 'token',
  reads: false,
  parameters: Type.Object({
    ticketid: id(words('工单编号（系统）', 'id of the ticket')),
    companyid: id(words('企业编号', 'id of the company')),
    score: integer({ minimum: 1, maximum: 5, ...words('评分，1 至 5 星', 'one to five stars') }),
    remark: Type.Optional(text(5000, words('评语', 'remark'))),
  }),
  answer: nothing(),
  title: { zh: '评价工单', en: 'Evaluate a ticket' },
  description: {
    zh: '评价已解决或已关闭的工单。每张工单只能评价一次，除非企业允许修改评价。',
    en: 'Evaluates a resolved or closed ticket. A second evaluation is refused unless the company allows changing it.',
  },
  problems: ['ticket_unknown', 'move_forbidden', 'evaluated_already', 'request_refused'],
});
