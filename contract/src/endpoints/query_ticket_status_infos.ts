import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { list } from '../envelope.ts';
import { words } from '../values.ts';

export const query_ticket_status_infos = endpoint({
  name: 'query_ticket_status_infos',
  method: 'GET',
  path: '/api/ws/5/ticket/query_ticket_status_infos',
  access: 'token',
  reads: true,
  parameters: Type.Object({}),
  answer: list(
    Type.Object(
      {
        status_id: Type.Union(
          [Type.String(), Type.Null()],
          words(
            '状态的编号；企业没有改过状态名称、也没有新增状态时为 null',
            'id of the status; null as long as the company has neither renamed a status nor added one',
          ),
        ),
        status_code: Type.Integer(words('状态的编码', 'code of the status')),
        status_name: Type.String(words('状态名称', 'name of the status')),
        status_type: Type.Integer(
          words(
            '类型：1 新建，2 受理中，3 等待客户，4 暂停，5 已解决，6 已关闭，7 已删除',
            'type: 1 new, 2 in progress, 3 waiting for the customer, 4 paused, 5 resolved, 6 closed, 7 deleted',
          ),
        ),
        status_desc: Type.String(words('状态说明', 'description')),
        customer_status_name: Type.String(words('客户看到的名称', 'name that customers see')),
        is_delete: Type.Integer(
          words('企业是否已移除此状态：0 否，1 是', 'the company has removed this status: 0 no, 1 yes'),
        ),
      },
      { additionalProperties: false },
    ),
  ),
  title: { zh: '查询工单状态', en: 'List the statuses' },
  description: {
    zh: '返回企业的全部状态，包括自定义状态、企业已移除的状态，以及已删除工单的状态。',
    en: 'Returns all statuses of the company, including custom ones, those that the company has removed, and the status of deleted tickets.',
  },
  problems: [],
});
