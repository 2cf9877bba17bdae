import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { page } from '../envelope.ts';
import { paging } from '../shapes/paging.ts';
import { endInMs, startInMs } from '../shapes/range_in_ms.ts';
import { ticketFilters } from '../shapes/ticket_filters.ts';
import { ticketRow } from '../shapes/ticket_row.ts';
import { dateTime, milliseconds, words } from '../values.ts';

export const query_tickets_by_update_time = endpoint({
  name: 'query_tickets_by_update_time',
  method: 'GET',
  path: '/api/ws/5/ticket/query_tickets_by_update_time',
  access: 'token',
  reads: true,
  parameters: Type.Object({
    update_start_datetime: Type.Optional(
      dateTime({
        missing: 'update_range_missing',
        unless: 'update_start_datetime_ms',
        ...words('更新时间段的起点（含）', 'start of the range of update times, inclusive'),
      }),
    ),
    update_end_datetime: Type.Optional(
      dateTime({
        missing: 'update_range_missing',
        unless: 'update_end_datetime_ms',
        ...words(
          '更新时间段的终点（含），时间段最长 31 天',
          'end of the range, inclusive; at most 31 days after its start',
        ),
      }),
    ),
    update_start_datetime_ms: Type.Optional(milliseconds(startInMs)),
    update_end_datetime_ms: Type.Optional(milliseconds(endInMs)),
    ...ticketFilters,
    ...paging,
  }),
  answer: page(ticketRow),
  title: { zh: '按更新时间查询工单', en: 'List tickets by update time' },
  description: {
    zh: '按更新时间段列出工单，最近更新的在前。',
    en: 'Lists the tickets last updated in a range, latest update first.',
  },
  problems: ['time_malformed', 'update_range_reversed', 'update_range_too_long'],
});
