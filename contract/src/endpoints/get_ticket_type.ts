import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { list } from '../envelope.ts';
import { categoryKeys } from '../shapes/category.ts';
import { endInMs, startInMs } from '../shapes/range_in_ms.ts';
import { dateTime, filter, milliseconds, words } from '../values.ts';

export const get_ticket_type = endpoint({
  name: 'get_ticket_type',
  method: 'GET',
  path: '/api/ws/5/ticket/get_ticket_type',
  access: 'token',
  reads: true,
  parameters: Type.Object({
    typeid: filter(words('分类的编号', 'id of the category')),
    update_start_datetime: Type.Optional(
      dateTime(words('更新时间段的起点（含）', 'start of the range of update times, inclusive')),
    ),
    update_end_datetime: Type.Optional(dateTime(words('更新时间段的终点（含）', 'end of the range, inclusive'))),
    update_start_datetime_ms: Type.Optional(milliseconds(startInMs)),
    update_end_datetime_ms: Type.Optional(milliseconds(endInMs)),
  }),
  answer: list(
    Type.Object(
      {
        ...categoryKeys,
        valid_flag: Type.String(words('0 停用，1 在用', '0 retired, 1 in use')),
        update_datetime: Type.String(words('更新时间', 'when it was last changed')),
      },
      { additionalProperties: false },
    ),
  ),
  title: { zh: '查询工单分类', en: 'List the categories' },
  description: {
    zh: '以平铺列表返回全部分类，或给定的那个分类；包括停用的分类。',
    en: 'Returns all categories, or the given one, as a flat list. Retired categories are included.',
  },
  problems: ['time_malformed', 'update_range_reversed'],
});
