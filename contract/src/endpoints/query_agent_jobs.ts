import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { list } from '../envelope.ts';
import { dateTime, words } from '../values.ts';

export const query_agent_jobs = endpoint({
  name: 'query_agent_jobs',
  method: 'GET',
  path: '/api/ws/5/ticket/query_agent_jobs',
  access: 'token',
  reads: true,
  parameters: Type.Object({
    start_datetime: dateTime({
      missing: 'start_missing',
      ...words('时间段的起点（含）', 'start of the range, inclusive'),
    }),
    end_datetime: dateTime(words('时间段的终点（含）', 'end of the range, inclusive')),
  }),
  answer: list(
    Type.Object(
      {
        agentid: Type.String(words('客服的编号', 'id of the agent')),
        agent_name: Type.String(words('客服名称', 'name of the agent')),
        deal_ticket_num: Type.String(
          words('回复或编辑过的工单数', 'number of tickets that the agent replied to or edited'),
        ),
        ticket_end_rate: Type.String(
          words(
            '完结率：上述工单中现已解决或关闭的百分数，不带 % 号',
            'percentage of these tickets that are resolved or closed now, without the % sign',
          ),
        ),
        reply_num: Type.String(words('回复数', 'number of replies that the agent gave')),
      },
      { additionalProperties: false },
    ),
  ),
  title: { zh: '查询客服工作量', en: 'List the workload of agents' },
  description: {
    zh: '返回每个启用客服在时间段内的工作量。',
    en: 'Returns the work of every active agent in a range.',
  },
  problems: ['time_malformed', 'range_reversed'],
});
