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
    start_datetime: dateTime({ missing: 'start_missing', ...words('起点，含', 'start of the range, inclusive') }),
    end_datetime: dateTime(words('终点，含', 'end of the range, inclusive')),
    ...paging,
  }),
  answer: page(Type.Union([failedTicketPush, failedReminderPush])),
  title: { zh: '查询推送失败的消息', en: 'List failed pushes' },
  description: {
    zh: '列出时间段内用尽重试次数的消息，最近失败的在前。',
    en: 'Lists the messages whose retries were used up in a range, latest failure first.',
  },
  problems: ['time_malformed', 'range_reversed'],
});
