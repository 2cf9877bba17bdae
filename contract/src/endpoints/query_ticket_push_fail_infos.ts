import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { page } from '../envelope.ts';
import { failedReminderPush, failedTicketPush } from '../shapes/failed_push.ts';
import { paging } from '../shapes/paging.ts';
import { dateTime, words } from '../values.ts';

export const query_ticket_push_fail_infos = endpoint({
  name: 'query_ticket_push_fail_infos',
  method: 'GET',
  path: '/api/ws/5/ticket/query_ticket_push_fail_infos',
  access: 'token',
  reads: true,
  parameters: Type.Object({
    start_datetime: dateTime({ missing: 'start_missing', ...words('起点，含', 'first moment, inclusive') }),
    end_datetime: dateTime(words('终点，含', 'last moment, inclusive')),
    ...paging,
  }),
  answer: page(Type.Union([failedTicketPush, failedReminderPush])),
  title: { zh: '查询推送失败的消息', en: 'List the messages given up' },
  description: {
    zh: '用尽重试次数的消息，按失败时间。',
    en: 'Messages that used up their tries, by the time of failure.',
  },
  problems: ['time_malformed', 'range_reversed'],
});
