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
    start_datetime: dateTime({
      missing: 'start_missing',
      ...words('时间段的起点（含）', 'start of the range, inclusive'),
    }),
    end_datetime: dateTime(words('时间段的终点（含）', 'end of the range, inclusive')),
    ...paging,
  }),
  answer: page(Type.Union([failedTicketPush, failedReminderPush])),
  title: { zh: '查询推送失败的消息', en: 'List failed pushes' },
  description: {
    zh: '列出服务器在时间段内放弃推送的消息，最近放弃的在前。',
    en: 'Lists the messages that the server gave up delivering within a range, latest first.',
  },
  problems: ['time_malformed', 'range_reversed'],
});
