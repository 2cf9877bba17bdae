import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { page } from '../envelope.ts';
import { contacts, customer } from '../shapes/customer.ts';
import { paging } from '../shapes/paging.ts';
import { dateTime, filter, words } from '../values.ts';

export const query_users = endpoint({
  name: 'query_users',
  method: 'GET',
  path: '/api/crm/5/user/query_users',
  access: 'token',
  reads: true,
  parameters: Type.Object({
    user_nick: filter(words('昵称，须完全一致', 'nick; the whole text must match, with its case')),
    user_tels: Type.Optional(contacts(words('电话；多个之一相符即可', 'phone numbers; one match is enough'))),
    user_emails: Type.Optional(contacts(words('邮箱；多个之一相符即可', 'e-mail addresses; one match is enough'))),
    user_status: filter(
      words('客户状态；0 含未设置的', 'status of the customer; 0 also finds customers without a status'),
    ),
    enterpriseid: filter(words('客户所属企业的编号', 'id of the enterprise that the customer belongs to')),
    start_datetime: Type.Optional(
      dateTime(words('创建时间段的起点（含）', 'start of the range of creation times, inclusive')),
    ),
    end_datetime: Type.Optional(dateTime(words('创建时间段的终点（含）', 'end of the range, inclusive'))),
    ...paging,
  }),
  answer: page(customer),
  title: { zh: '查询客户列表', en: 'List customers' },
  description: {
    zh: '按条件列出客户，最新创建的在前。',
    en: 'Lists the customers that match, newest first.',
  },
  problems: ['time_malformed', 'range_reversed'],
});
