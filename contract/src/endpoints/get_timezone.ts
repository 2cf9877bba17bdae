import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { envelope } from '../envelope.ts';
import { words } from '../values.ts';

export const get_timezone = endpoint({
  name: 'get_timezone',
  method: 'GET',
  path: '/api/ws/5/ticket/get_timezone',
  access: 'token',
  reads: true,
  parameters: Type.Object({}),
  answer: envelope({
    item: Type.Array(
      Type.Object(
        {
          offset: Type.Number(words('与 UTC 的时差，小时', 'offset from UTC in hours')),
          sortNo: Type.Integer(words('排序', 'position in the list')),
          timezone: Type.String(words('时差', 'offset, as text')),
          timezoneId: Type.String(words('时区编号', 'id of the time zone')),
          timezoneValue: Type.String(words('时区名称', 'name of the time zone')),
        },
        { additionalProperties: false },
      ),
    ),
    retCode: Type.String(words('与 ret_code 相同', 'the same as ret_code')),
    retMsg: Type.String(words('与 ret_msg 相同', 'the same as ret_msg')),
  }),
  title: { zh: '查询时区', en: 'List the time zones' },
  description: {
    zh: '列出时区。返回码同时有 ret_code 与 retCode 两种写法。',
    en: 'Lists the time zones. The answer has both spellings of the outcome, ret_code and retCode.',
  },
  problems: [],
});
