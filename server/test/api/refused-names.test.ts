import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { EndpointName } from '@gongdan/contract';
import { agentReply, agentTicket, customerTicket, type Scene, signed, startScene } from '../contract/scene.ts';
import { onEveryDatabase } from '../databases.ts';
import { world } from '../world.ts';

type Row = readonly [EndpointName, (scene: Scene) => object, string];

const longest = `${'a'.repeat(256)}@b.cn`;

/** Calls that the domain refuses, each with the whole `ret_msg`, which names the parameter by its name in that call. */
const rows: readonly Row[] = [
  [
    'get_token',
    ({ app }) => signed(app, { appid: 'nobody', app_key: 'no' }),
    '没有找到公司的api配置信息: appid: no such app',
  ],
  [
    'get_token',
    ({ app }) => signed(app, { appid: world.appId, app_key: 'no' }),
    'signature错误: sign: not the signature of these values',
  ],
  [
    'save_agent_ticket',
    () => ({ ...agentTicket, create_agentid: 'no' }),
    '操作坐席ID不正确: create_agentid: no such agent',
  ],
  [
    'save_agent_ticket',
    () => ({ ...agentTicket, deal_agentid: 'no' }),
    '操作坐席ID不正确: deal_agentid: no such agent',
  ],
  ['save_agent_ticket', () => ({ ...agentTicket, deal_groupid: 'no' }), '请求失败: deal_groupid: no such group'],
  ['save_agent_ticket', () => ({ ...agentTicket, userid: 'no' }), '请求失败: userid: no such customer'],
  ['save_agent_ticket', () => ({ ...agentTicket, ticket_typeid: 'no' }), '请求失败: ticket_typeid: no such category'],
  [
    'save_agent_ticket',
    () => ({ ...agentTicket, ticket_status: '77' }),
    '工单状态不存在: ticket_status: no such status',
  ],
  ['save_agent_ticket', () => ({ ...agentTicket, ticket_level: '9' }), '请求失败: ticket_level: no such level'],
  [
    'save_agent_ticket',
    () => ({ ...agentTicket, extend_fields: [{ fieldid: 'no', field_value: '1' }] }),
    "请求失败: extend_fields: no is no field of this category's template",
  ],
  [
    'save_user_ticket',
    () => ({ ...customerTicket, userid: undefined, user_emails: longest }),
    '请求失败: user_emails: one is longer than 255 characters',
  ],
  [
    'save_user_ticket',
    () => ({ ...customerTicket, userid: undefined, user_tels: '1'.repeat(256) }),
    '请求失败: user_tels: one is longer than 255 characters',
  ],
  [
    'save_ticket_reply',
    ({ open }) => ({ ...agentReply(open), reply_agentid: 'no' }),
    '操作坐席ID不正确: reply_agentid: no such agent',
  ],
  [
    'save_ticket_reply',
    ({ open }) => ({ ...agentReply(open), templateid: 'no' }),
    '工单模板ID不正确: templateid: no such template',
  ],
  [
    'save_ticket_reply',
    ({ open }) => ({ ...agentReply(open), deal_groupid: 'presales', deal_agentid: 'wangfang' }),
    '受理客服组与受理客服不匹配: deal_agentid: not in the group',
  ],
  [
    'reminder',
    ({ open }) => ({ ticketid: open, reminder_agentid: 'no', reminder_remark: '快' }),
    '操作坐席ID不正确: reminder_agentid: no such agent',
  ],
  [
    'del_reply_infos',
    ({ open, replyid }) => ({ ticketid: open, replyid, agentid: 'no' }),
    '操作坐席ID不正确: agentid: no such agent',
  ],
  ['update_ticket_user', ({ open }) => ({ ticketid: open, userid: 'no' }), '请求失败: userid: no such customer'],
  ['update_user', () => ({ userid: 'no', user_nick: '甲' }), '请求失败: userid: no such customer'],
  [
    'update_user',
    () => ({ userid: 'hanmeimei', user_nick: '韩梅梅', partnerid: 'erp-10001' }),
    '请求失败: partnerid: belongs to another customer',
  ],
  [
    'save_user',
    () => ({ user_nick: '甲', user_emails: longest }),
    '请求失败: user_emails: one is longer than 255 characters',
  ],
  [
    'save_option_data_value',
    () => ({
      fieldid: 'product',
      agentid: 'no',
      agent_name: 'no',
      field_data_value: [{ field_value: 'x', field_text: 'x' }],
    }),
    '操作坐席ID不正确: agentid: no such agent',
  ],
  ['export_data', () => ({ task_type: '6', date: '2099-01-01' }), '时间格式不正确: date: a day to come'],
];

onEveryDatabase('a call that the domain refuses', (stores) => {
  let scene: Scene;
  before(async () => {
    scene = await startScene({ store: await stores.place() });
  });
  after(() => scene.app.close());

  for (const [name, parameters, message] of rows) {
    test(`names the parameter of the wire: ${name}, ${message}`, async () => {
      const { body } = await scene.app.call(name, { ...parameters(scene) });
      assert.equal(body.ret_msg, message);
    });
  }
});
