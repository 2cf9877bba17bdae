import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { oneItem } from '../envelope.ts';
import { dateTime, words } from '../values.ts';

export const get_ticket_data = endpoint({
  name: 'get_ticket_data',
  method: 'GET',
  path: '/api/ws/5/ticket/get_ticket_data',
  access: 'token',
  reads: true,
  parameters: Type.Object({
    start_datetime: dateTime({
      missing: 'start_missing',
      ...words('时间段的起点（含）', 'start of the range, inclusive'),
    }),
    end_datetime: dateTime(words('时间段的终点（含）', 'end of the range, inclusive')),
  }),
  answer: oneItem(
    Type.Object(
      {
        unassigned_ticket_num: Type.String(words('未解决中尚无受理客服的工单数', 'unsolved tickets without an agent')),
        unsolved_ticket_num: Type.String(words('未解决的工单数', 'tickets neither resolved, closed nor deleted')),
        avg_first_response_time: Type.String(
          words('平均首次响应时长，HH:MM:SS', 'mean time to the first response, HH:MM:SS'),
        ),
        avg_first_solved_time: Type.String(
          words('平均首次解决时长，HH:MM:SS', 'mean time to the first solution, HH:MM:SS'),
        ),
      },
      { additionalProperties: false },
    ),
  ),
  title: { zh: '查询工单统计', en: 'Get ticket statistics' },
  description: {
    zh: '统计时间段内创建的工单。',
    en: 'Counts the tickets created in a range.',
  },
  problems: ['time_malformed', 'range_reversed'],
});
