import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { page } from '../envelope.ts';
import { paging } from '../shapes/paging.ts';
import { endInMs, startInMs } from '../shapes/range_in_ms.ts';
import { ticketFilters } from '../shapes/ticket_filters.ts';
import { ticketRow } from '../shapes/ticket_row.ts';
import { dateTime, milliseconds, words } from '../values.ts';

export const query_tickets = endpoint({
  name: 'query_tickets',
  method: 'GET',
  path: '/api/ws/5/ticket/query_tickets',
  access: 'token',
  reads: true,
  parameters: Type.Object({
    create_start_datetime: Type.Optional(
      dateTime({
        missing: 'creation_range_missing',
        unless: 'create_start_datetime_ms',
        ...words('创建时间段的起点（含）', 'start of the range of creation times, inclusive'),
      }),
    ),
    create_end_datetime: Type.Optional(
      dateTime({
        missing: 'creation_range_missing',
        unless: 'create_end_datetime_ms',
        ...words(
          '创建时间段的终点（含），时间段最长 31 天',
          'end of the range, inclusive; at most 31 days after its start',
        ),
      }),
    ),
    create_start_datetime_ms: Type.Optional(milliseconds(startInMs)),
    create_end_datetime_ms: Type.Optional(milliseconds(endInMs)),
    ...ticketFilters,
    ...paging,
  }),
  answer: page(ticketRow),
  title: { zh: '按创建时间查询工单', en: 'List tickets by creation time' },
  description: {
    zh: '按创建时间段列出工单，最新创建的在前。',
    en: 'Lists the tickets created in a range, newest first.',
  },
  problems: ['time_malformed', 'creation_range_reversed', 'creation_range_too_long'],
});
