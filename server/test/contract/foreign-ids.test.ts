import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { EndpointName } from '@gongdan/contract';
import type { TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { agentTicket, applyFile, customerTicket, goodCalls, type Scene, startScene, tokenOf } from './scene.ts';

/** Unknown ids, one of each kind. */
const nobodys = {
  ticket: '0'.repeat(32),
  number: '20260302999999',
  reply: '1'.repeat(32),
  agent: 'agent-x',
  group: 'group-x',
  category: 'category-x',
  template: 'template-x',
  field: 'field-x',
  option: 'option-x',
  status: '45',
  region: 'region-x',
  customer: 'customer-x',
  partner: 'partner-x',
  email: 'x@mail.example',
  phone: '10000',
  nick: '无名氏',
  enterprise: '2'.repeat(32),
  company: 'company-x',
} as const;

type Kind = keyof typeof nobodys;
type Ids = Readonly<Record<Kind, string>>;

/** Parameters that hold ids, by call. Each is tried in a call that would otherwise succeed. */
const idParameters: { readonly [Name in EndpointName]?: Readonly<Record<string, Kind>> } = {
  save_option_data_value: { fieldid: 'field', agentid: 'agent' },
  query_fileds_by_typeid: { ticket_typeid: 'category' },
  save_user_ticket: { companyid: 'company', ticket_typeid: 'category' },
  save_agent_ticket: {
    companyid: 'company',
    userid: 'customer',
    deal_groupid: 'group',
    deal_agentid: 'agent',
    create_agentid: 'agent',
    ticket_status: 'status',
    ticket_typeid: 'category',
  },
  save_user_reply: { ticketid: 'ticket' },
  save_ticket_reply: {
    ticketid: 'ticket',
    deal_groupid: 'group',
    deal_agentid: 'agent',
    reply_agentid: 'agent',
    ticket_status: 'status',
    templateid: 'template',
  },
  reminder: { ticketid: 'ticket', ticket_code: 'number', reminder_agentid: 'agent' },
  add_ticket_evaluation: { ticketid: 'ticket', companyid: 'company' },
  query_tickets: {
    ticket_status: 'status',
    ticket_typeid: 'category',
    userid: 'customer',
    user_partnerid: 'partner',
    deal_agentid: 'agent',
    deal_agent_groupid: 'group',
  },
  query_tickets_by_update_time: {
    ticket_status: 'status',
    ticket_typeid: 'category',
    userid: 'customer',
    user_partnerid: 'partner',
    deal_agentid: 'agent',
    deal_agent_groupid: 'group',
  },
  get_ticket_by_id: { ticketid: 'ticket', ticket_code: 'number' },
  del_reply_infos: { ticketid: 'ticket', replyid: 'reply', agentid: 'agent' },
  update_ticket_user: { ticketid: 'ticket', ticket_code: 'number', userid: 'customer' },
  get_ticket_type: { typeid: 'category' },
  update_user: { userid: 'customer' },
  get_user_by_id: { userid: 'customer' },
  get_user_by_email: { user_emails: 'email' },
  get_user_by_tel: { user_tels: 'phone' },
  get_user_by_partnerid: { partnerid: 'partner' },
  query_user_extend_field_values: { userid: 'customer' },
  query_users: { user_nick: 'nick', user_tels: 'phone', user_emails: 'email', enterpriseid: 'enterprise' },
  query_group_agents: { groupid: 'group' },
};

const fieldsOf = (ids: Ids) => ({
  'the id of a field': [{ fieldid: ids.field, field_value: '1' }],
  'the value of an option': [{ fieldid: 'warranty', field_value: ids.option }],
  'the code of a region': [...agentTicket.extend_fields, { fieldid: 'region', field_value: ids.region }],
});

onEveryDatabase('an id of another company', (stores) => {
  let scene: Scene;
  let theirs: Ids;
  let theirToken: string;
  before(async () => {
    scene = await startScene({ store: await stores.place() });
    await applyFile(scene.app, neighbour);
    theirToken = await tokenOf(scene.app, neighbour.apps[0]!);
    theirs = await makeOtherCompanyTickets(scene.app, theirToken);
  });
  after(() => scene.app.close());

  /** Returns the answer with the id replaced. */
  async function answerTo(name: EndpointName, parameters: Readonly<Record<string, unknown>>, id: string) {
    const { status, body } = await scene.app.call(name, parameters);
    return { status, body: JSON.stringify(body).replaceAll(id, '…') };
  }

  for (const [name, parameters] of Object.entries(idParameters) as [EndpointName, Record<string, Kind>][]) {
    test(`is answered by ${name} like an unknown one: ${Object.keys(parameters).join(', ')}`, async () => {
      for (const [parameter, kind] of Object.entries(parameters)) {
        const good = { ...goodCalls(scene)[name], ...(parameter === 'ticket_code' && { ticketid: undefined }) };
        const [one, other] = [theirs[kind], nobodys[kind]];
        const answer = await answerTo(name, { ...good, [parameter]: one }, one);
        assert.deepEqual(answer, await answerTo(name, { ...good, [parameter]: other }, other), parameter);
        assert.doesNotMatch(answer.body, /"ticketid"|"userid"|"typeid"/, parameter);
      }
    });
  }

  for (const name of ['save_user_ticket', 'save_agent_ticket', 'save_ticket_reply'] as const) {
    test(`is answered by ${name} like an unknown one: extend_fields`, async () => {
      const good = goodCalls(scene)[name];
      for (const [what, fields] of Object.entries(fieldsOf(theirs))) {
        const unknown = fieldsOf(nobodys)[what as keyof ReturnType<typeof fieldsOf>];
        const answer = await scene.app.call(name, { ...good, extend_fields: fields });
        const other = await scene.app.call(name, { ...good, extend_fields: unknown });
        const masked = (text: string) => text.replaceAll(/(field|option|region)-\w+/g, '…');
        assert.notEqual(answer.body.ret_code, '000000', what);
        assert.equal(masked(JSON.stringify(answer.body)), masked(JSON.stringify(other.body)), what);
      }
    });
  }

  describe('is not found, so', () => {
    for (const [parameter, kind] of [
      ['userid', 'customer'],
      ['partnerid', 'partner'],
      ['user_emails', 'email'],
      ['user_tels', 'phone'],
    ] as const) {
      test(`a ticket with their ${parameter} gets a new customer`, async () => {
        const { item } = await scene.app.done('save_user_ticket', {
          ...customerTicket,
          userid: undefined,
          [parameter]: theirs[kind],
        } as never);
        const { userid, user_nick } = (await scene.app.done('get_ticket_by_id', { ticketid: item.ticketid })).item;
        assert.match(userid, /^[0-9a-f]{32}$/);
        assert.notEqual(user_nick, neighbour.customers[0]!.user_nick);
      });
    }

    test('two companies may use the same partner id', async () => {
      await scene.app.done('save_user', { user_nick: '双', partnerid: 'shared' });
      await scene.app.done('save_user', { user_nick: '双', partnerid: 'shared' }, { token: theirToken });
    });

    test('a file of another company is treated as a link', async () => {
      const ours = await scene.app.upload('upload_file', Buffer.from('ours'), 'ours.txt');
      const file_str = ours.replace('/ours.txt', '/renamed.txt');
      const params = { ...goodCalls(scene).save_user_ticket, ...theirTicket, file_str };
      const { item } = await scene.app.done('save_user_ticket', params as never, { token: theirToken });
      const shown = await scene.app.done('get_ticket_by_id', { ticketid: item.ticketid }, { token: theirToken });
      assert.deepEqual(shown.item.file_list, [{ file_name: 'renamed.txt', file_url: file_str, file_type: 'txt' }]);
    });
  });

  test('is in none of our lists, and ours are in none of theirs', async () => {
    const everything = ['query_users', 'query_agents', 'query_groups', 'get_data_dict', 'messages'] as const;
    for (const name of everything) {
      const own = JSON.stringify((await scene.app.call(name)).body);
      const others = JSON.stringify((await scene.app.call(name, {}, { token: theirToken })).body);
      assert.doesNotMatch(own, /\b(agent|group|category|customer)-y|neighbour\b/, name);
      assert.doesNotMatch(others, /liwei|aftersales|wangxun|华星/, name);
    }
  });
});

const neighbour = {
  company: { companyid: 'neighbour', name: '邻居' },
  apps: [{ appid: 'neighbour', app_key: 'neighbour-key' }],
  groups: [{ groupid: 'group-y', group_name: '邻组' }],
  agents: [{ agentid: 'agent-y', agent_name: '邻客服', groups: ['group-y'] }],
  customers: [
    {
      userid: 'customer-y',
      user_nick: '邻居家的',
      user_emails: 'y@mail.example',
      user_tels: '20000',
      partnerid: 'partner-y',
      enterprise_name: '邻企',
    },
  ],
  fields: [
    { fieldid: 'field-y', field_name: '邻字段', field_type: 1 },
    {
      fieldid: 'warranty',
      field_name: '保修',
      field_type: 6,
      options: [{ data_name: '邻项', data_value: 'option-y' }],
    },
  ],
  templates: [{ templateid: 'template-y', template_name: '邻模板', fields: ['field-y', 'warranty'] }],
  categories: [{ typeid: 'category-y', type_name: '邻分类', templateid: 'template-y' }],
  statuses: [{ status_code: 44, status_name: '邻状态', status_type: 2 }],
  regions: [{ id: 'region-y', name: '邻省' }],
};

const theirTicket = {
  companyid: 'neighbour',
  userid: 'customer-y',
  ticket_typeid: 'category-y',
  extend_fields: [{ fieldid: 'field-y', field_value: '1' }],
};

/** Opens 40 tickets of the other company, so that the number of its last ticket is none of ours; returns its ids. */
async function makeOtherCompanyTickets(app: TestApp, token: string): Promise<Ids> {
  const ticketids: string[] = [];
  for (let count = 0; count < 40; count += 1) {
    const { item } = await app.done('save_user_ticket', { ...customerTicket, ...theirTicket }, { token });
    ticketids.push(item.ticketid);
  }
  const ticketid = ticketids.at(-1)!;
  await app.done('save_user_reply', { ticketid, reply_content: '邻居的回复' }, { token });
  const { item: ticket } = await app.done('get_ticket_by_id', { ticketid }, { token });
  const { item: customer } = await app.done('get_user_by_id', { userid: 'customer-y' }, { token });
  return {
    ticket: ticketid,
    number: ticket.ticket_code,
    reply: ticket.deal_list[0]!.replyid,
    agent: 'agent-y',
    group: 'group-y',
    category: 'category-y',
    template: 'template-y',
    field: 'field-y',
    option: 'option-y',
    status: '44',
    region: 'region-y',
    customer: 'customer-y',
    partner: 'partner-y',
    email: 'y@mail.example',
    phone: '20000',
    nick: customer.user_nick,
    enterprise: customer.enterpriseid,
    company: 'neighbour',
  };
}
