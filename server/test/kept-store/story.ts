import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Caller, Json, SignedIn } from './caller.ts';
import { type Head, keptCompany } from './head.ts';

/** The callers of the story, and the ids that it has made. */
export interface Scene {
  readonly head: Head;
  readonly call: Caller;
  /** Sessions of the admin, a supervisor, and an agent of the group aftersales. */
  readonly browsers: { readonly zhaomin: SignedIn; readonly emily: SignedIn; readonly sunlei: SignedIn };
  /** Name → ticket id or address of a file. */
  readonly names: Record<string, string>;
}

const hour = 3_600_000;
const companyid = keptCompany;

export const external = 'https://files.example/合同%20v2.pdf?sign=a%2Bb';

/** A call with an Idempotency-Key, which gets the same answer when it is repeated. */
export const keyed = {
  key: 'kept-store-1',
  parameters: {
    companyid,
    ticket_title: '只建一次',
    userid: 'wangxun',
    ticket_content: '重发也只有一张',
    ticket_typeid: 'network',
    ticket_from: '22',
  },
} as const;

export async function uploads({ call, names }: Scene): Promise<void> {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  names.picture = await call.upload('upload_file', png, '故障 照片+1.png');
  names.note = await call.upload('user_upload_file', Buffer.from('客户的说明\n第二行\n'), '说明.txt');
  names.noise = await call.upload('upload_file', randomBytes(3000), 'log%41.bin');
  names.unused = await call.upload('upload_file', Buffer.from('nobody attached this'), 'unused.txt');
  names.secret = await call.upload('user_upload_file', Buffer.from('to be erased'), 'erased.txt');
}

/** Opens a ticket whose first message fails at every try. */
export async function firstTicket({ call, names }: Scene): Promise<void> {
  names.first = await byCustomer(call, { ticket_title: '第一张' });
}

/** Opens tickets by every call, with a value of every field type. */
export async function openTickets({ call, names, browsers }: Scene): Promise<void> {
  names.repair = await byAgent(call, { file_str: `${names.picture};${external}`, recordid: 'call-1', ...contact });
  names.refund = await byCustomer(call, { ticket_typeid: 'refund', extend_fields: refundFields, file_str: names.note });
  names.visit = await byCustomer(call, {
    ticket_typeid: 'install',
    extend_fields: [field('call_back_time', '09:30'), field('erp_order', 'ERP-7'), field('erp_state', 'synced')],
    userid: undefined,
    partnerid: 'erp-10002',
  });
  names.stranger = await byCustomer(call, { userid: undefined, user_emails: 'new@stranger.example' });
  names.nobody = await byAgent(call, { userid: undefined, ticket_typeid: 'network', extend_fields: [] });
  names.unassigned = await byCustomer(call, { ticket_title: '等人接单' });
  const { id } = await call.console(browsers.sunlei, 'createTicket', {
    requestKey: 'kept-console-1',
    ...{ title: '电话来的', content: '<b>摄像头</b>离线', categoryId: 'network', status: 0, level: 1 },
    newCustomer: { name: '李雷', phones: ['13900000001'], emails: ['li@x.example'] },
    fields: [{ fieldId: 'order_number', value: 'SO-9' }],
    files: [names.picture],
  });
  names.console = id as string;
  names.many = await byCustomer(call, { ticket_title: '同一批', ticket_typeid: 'network' });
}

/** Makes events of every kind, by customers and agents, public and internal. */
export async function dealWithThem(scene: Scene): Promise<void> {
  const { head, call, names, browsers } = scene;
  await call.wire('save_user_reply', { ticketid: names.repair, reply_content: '还是打不开', file_str: names.note });
  await reply(scene, 'repair', {
    reply_content: '<p>师傅明天到</p>',
    reply_type: '0',
    reply_file_str: `${names.noise};${external}`,
  });
  await reply(scene, 'repair', {
    reply_content: '客户很急',
    reply_type: '1',
    copy_agent: [{ agent_name: '李伟', agent_mail: 'liwei@huaxing.example' }],
  });
  await head.advance(hour);
  await reply(scene, 'unassigned', {
    reply_type: '0',
    deal_groupid: 'aftersales',
    deal_agentid: 'sunlei',
    reply_agentid: 'sunlei',
  });
  await call.wire('reminder', { ticketid: names.repair, reminder_agentid: 'emily', reminder_remark: '客户又来电' });
  await call.wire('update_ticket_user', { ticketid: names.nobody, userid: 'oliver' });
  await call.wire('save_user_reply', {
    ticketid: names.refund,
    reply_content: '手机号 13800000001',
    file_str: names.secret,
  });
  const { item } = await call.wire('get_ticket_by_id', { ticketid: names.refund });
  const { replyid } = (item as { deal_list: { replyid: string }[] }).deal_list[0]!;
  await call.wire('del_reply_infos', { ticketid: names.refund, replyid, agentid: 'emily' });
  await reply(scene, 'refund', {
    reply_content: '已退款',
    reply_type: '0',
    ticket_status: '3',
    ticket_title: '退款(改)',
  });
  await call.wire('add_ticket_evaluation', { ticketid: names.refund, companyid, score: 4, remark: '还行' });
  await reply(scene, 'stranger', { reply_type: '0', ticket_status: '98' });
  await head.advance(hour);
  await reply(scene, 'visit', { reply_type: '0', ticket_status: '99' });
  await call.wire('save_user_reply', { ticketid: names.visit, reply_content: '又坏了,重新打开' });
  await call.console(browsers.sunlei, 'remindTicket', { requestKey: 'kept-console-2', id: names.console, content: '' });
  await call.console(browsers.emily, 'updateTickets', {
    requestKey: 'kept-console-3',
    preview: false,
    ids: [names.console, names.many],
    set: { level: 3, groupId: 'technical' },
    reply: { content: '<p>系统维护中</p>', visibility: 'public', files: [] },
  });
  // The header says that three pushes have led to this call. The message of a fourth is given up before any try,
  // because the systems may push to each other for ever.
  await call.wire('save_user_reply', { ticketid: names.many, reply_content: '转了三圈' }, { 'gongdan-hop': '3' });
}

/** Makes options and customers by API, and views of the company, a group and an agent. */
export async function arrange({ call, browsers }: Scene): Promise<void> {
  const { sunlei, zhaomin } = browsers;
  const options = [
    { field_value: 'smell', field_text: '异味' },
    { field_value: 'noise', field_text: '噪音' },
  ];
  await call.wire('save_option_data_value', {
    fieldid: 'symptoms',
    field_data_value: options,
    agentid: 'emily',
    agent_name: 'emily',
  });
  await call.wire('save_user', {
    user_nick: '周先生',
    user_emails: 'zhou@x.example',
    partnerid: 'erp-20001',
    enterprise_name: '云栖酒店集团',
  });
  await call.wire('update_user', { userid: 'hanmeimei', user_nick: '韩梅梅', partnerid: 'erp-10002', remark: '改过' });
  const all = [
    { field: 'ticket_level', at_least: 2 },
    { field: 'ticket_title', contains: '门锁' },
  ];
  const view = { all, sort: { by: 'createdAt', order: 'asc' } };
  await call.console(zhaomin, 'saveView', { name: '大家的', owner: { type: 'company' }, ...view });
  await call.console(sunlei, 'saveView', { name: '售后的', owner: { type: 'group', groupId: 'aftersales' }, ...view });
  const mine = [{ field: 'deal_agentid', is: 'me' }];
  await call.console(sunlei, 'saveView', { name: '自己的', owner: { type: 'agent' }, ...view, all: mine });
}

/** Imports files with refused lines, and opens a ticket of the person who is erased on the second day. */
export async function operate({ head, call, names }: Scene, folder: string): Promise<void> {
  const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  for (const what of ['customers', 'tickets']) {
    const errors = ['--errors', `${folder}/${what}.errors.jsonl`];
    await head.command(['import', what, file(`${what}.csv`), '--company', companyid, ...errors], [0, 1]);
  }
  const given = { userid: 'nobody', file_str: names.secret, ticket_content: '电话 13800000004' };
  names.forgotten = await byCustomer(call, given);
  await call.wire('save_user_reply', { ticketid: names.forgotten, reply_content: '我是访客' });
}

/** Exports the day before, and then erases a person, which makes the exported file outdated. */
export async function secondDay({ head, call, names }: Scene): Promise<void> {
  await call.wire('export_data', { task_type: '6', date: '2026-06-01' });
  await head.command(['erase', '--company', companyid, '--customer', 'nobody', '--yes']);
  await reply({ call, names }, 'repair', { reply_content: '第二天', reply_type: '0' });
}

/**
 * Exports the second day, and makes a call with a key and two replies, whose messages wait at endpoints that accept
 * none.
 */
export async function thirdDay(scene: Scene): Promise<Json> {
  const { call, names } = scene;
  await call.wire('export_data', { task_type: '6', date: '2026-06-02' });
  const answer = await call.wire('save_user_ticket', keyed.parameters, { 'idempotency-key': keyed.key });
  names.keyed = (answer.item as { ticketid: string }).ticketid;
  await call.wire('save_user_reply', { ticketid: names.keyed, reply_content: '第一条' });
  await reply(scene, 'keyed', {
    reply_content: '第二条',
    reply_type: '0',
    deal_groupid: 'technical',
    deal_agentid: 'chenjing',
  });
  return answer;
}

async function reply({ call, names }: Pick<Scene, 'call' | 'names'>, name: string, given: Json): Promise<void> {
  const { item } = await call.wire('get_ticket_by_id', { ticketid: names[name] });
  const { ticket_title, ticket_content, update_datetime, ticket_status, ticket_level } = item as Json;
  const stays = { ticket_title, ticket_content, get_ticket_datetime: update_datetime, ticket_status, ticket_level };
  const agent = { reply_agentid: 'wangfang', reply_agent_name: 'wangfang' };
  await call.wire('save_ticket_reply', { ticketid: names[name], ...stays, ...agent, ...given });
}

async function byAgent(call: Caller, given: Json): Promise<string> {
  const { item } = await call.wire('save_agent_ticket', { ...agentTicket, ...given });
  return (item as { ticketid: string }).ticketid;
}

async function byCustomer(call: Caller, given: Json): Promise<string> {
  const { item } = await call.wire('save_user_ticket', { ...customerTicket, ...given });
  return (item as { ticketid: string }).ticketid;
}

const field = (fieldid: string, field_value: string) => ({ fieldid, field_value });
const contact = { first_contact_type: 2, first_contact_info: '13800000001' };
const refundFields = [field('order_number', 'SO-42'), field('return_reason', 'quality'), field('amount', '199.50')];

const agentTicket = {
  companyid,
  ticket_title: '门锁打不开',
  userid: 'wangxun',
  ticket_content: '<p>指纹不识别,图见 <img src="x"></p>',
  ticket_from: '8',
  deal_groupid: 'aftersales',
  deal_agentid: 'wangfang',
  create_agentid: 'liwei',
  create_agent_name: 'liwei',
  ticket_status: '1',
  ticket_level: '2',
  ticket_typeid: 'repair_lock_battery',
  copy_agent: [{ agent_name: '陈静', agent_mail: 'chenjing@huaxing.example' }],
  extend_fields: [
    field('product', 'lock_s1_pro'),
    field('warranty', 'in_warranty'),
    field('symptoms', 'no_power,battery'),
    field('fault_description', '第一行\n第二行 "引号" \\ 😀'),
    field('purchase_date', '2026-01-31'),
    field('region', '31,3101,310101'),
    field('appointment', '2026-06-03 14:00'),
    field('proof', external),
  ],
};

const customerTicket = {
  companyid,
  ticket_title: '扫地机不动',
  userid: 'hanmeimei',
  ticket_content: '第一行\n<第二行>',
  ticket_typeid: 'app_problem',
  ticket_from: '1',
};
