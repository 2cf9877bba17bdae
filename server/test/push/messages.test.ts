import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { envelopeForm, reminderMessage, ticketMessage } from '@gongdan/contract';
import { Compile } from 'typebox/compile';
import type { TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { openTicket, reply, startPushingApp } from './company.ts';
import { type Receiver, startReceiver } from './receiver.ts';

const fullEnvelope = Compile(envelopeForm(ticketMessage));
const reminderEnvelope = Compile(envelopeForm(reminderMessage));
const flatTicket = Compile(ticketMessage);

type Body = Record<string, unknown> & { content: Record<string, unknown>[] };

onEveryDatabase('the messages of tickets:', (stores) => {
  let app: TestApp;
  let receiver: Receiver;
  let flat: Receiver;

  before(async () => {
    receiver = await startReceiver();
    flat = await startReceiver();
    const pushes = [{ url: receiver.url }, { url: flat.url, form: 'flat' as const, events: ['created'] }];
    app = await startPushingApp(pushes, { store: await stores.place() });
  });
  afterEach(() => receiver.received.splice(0));
  after(async () => {
    await app.close();
    await receiver.close();
    await flat.close();
  });

  async function pushed(): Promise<Record<string, unknown>[]> {
    await app.settle();
    return receiver.received.map(({ body }) => {
      const message = JSON.parse(body) as Body;
      const schema = message.content[0]?.is_reminder === '1' ? reminderEnvelope : fullEnvelope;
      assert.deepEqual([...schema.Errors(message)], []);
      return message.content[0]!;
    });
  }

  it('a new ticket makes one message with the whole ticket in the documented types', async () => {
    const ticketid = await openTicket(app);
    const [message, ...others] = await pushed();
    assert.equal(others.length, 0);
    const { update_time, ticket_code, ...rest } = message!;
    assert.match(String(ticket_code), /^20260302[0-9]{6}$/);
    assert.equal(update_time, '2026-03-02 12:00:00');
    assert.deepEqual(rest, {
      companyid: app.companyId,
      ticketid,
      ticket_title: '空调不制冷',
      ticket_content: '<p>昨天开始</p>',
      ticket_typeid: 'c2',
      ticket_type_name: '维修/空调',
      templateid: 't1',
      ticket_status: 0,
      ticket_level: 0,
      ticket_from: 1,
      file_str: '',
      deal_groupid: '',
      deal_group_name: '',
      deal_agentid: '',
      deal_agent_name: '',
      copy_agent: '',
      hope_accept_time: '',
      hope_complete_time: '',
      userid: 'u1',
      user_nick: '王迅',
      user_name: '王迅',
      user_tels: '18280240680;13800000000',
      user_emails: 'w@example.com',
      partnerid: 'p1',
      enterpriseid: rest.enterpriseid,
      enterprise_name: '华星',
      recordid: '',
      update_name: '王迅',
      reply_content: '',
      reply_type: '',
      is_receipt: '0',
      is_reminder: '0',
      reminder_agentid: '',
      reminder_agent_name: '',
      reminder_remark: '',
      reminder_time: '',
      extend_fields_list: [
        { fieldid: 'f1', field_name: '型号', field_type: '6', field_text: 'X-1', field_value: 'x1' },
      ],
      partner_fields_list: [
        {
          fieldid: 'f2',
          field_name: '商品链接',
          field_value: 'https://shop.example/1',
          fidle_value: 'https://shop.example/1',
        },
      ],
      start_type: '1',
      start_userid: 'u1',
      create_groupids: '',
      closed_time: '',
      first_accept_time: '',
      first_complete_time: '',
      concern_serviceid: '',
      first_contact_info: '',
      relation_ticket_codes: '',
    });
  });

  it('a ticket by an agent carries all its values, and the copied agents that a reply changed', async () => {
    const files = ['https://img.example/1.jpg', 'https://img.example/2.jpg'];
    const { item } = await app.done('save_agent_ticket', {
      companyid: app.companyId,
      userid: 'u1',
      ticket_title: '来电',
      ticket_content: '客户来电',
      ticket_from: '1002',
      ticket_typeid: 'c2',
      ticket_status: '1',
      ticket_level: '3',
      create_agentid: 'a1',
      create_agent_name: 'ming',
      deal_groupid: 'g1',
      deal_agentid: 'a1',
      recordid: 'call-1',
      file_str: files.join(';'),
      copy_agent: [
        { agent_name: '张三', agent_mail: 'z@example.com' },
        { agent_name: '李四', agent_mail: 'l@example.com' },
      ],
      first_contact_type: 2,
      first_contact_info: '18280240680',
    });
    await reply(app, item.ticketid, { copy_agent: [{ agent_name: '王五', agent_mail: 'w5@example.com' }] });
    const [opened, replied] = await pushed();
    const { deal_groupid, deal_group_name, deal_agentid, deal_agent_name, ...given } = opened!;
    assert.deepEqual([deal_groupid, deal_group_name, deal_agentid, deal_agent_name], ['g1', '售后组', 'a1', 'ming']);
    assert.deepEqual([given.ticket_status, given.ticket_level, given.ticket_from], [1, 3, 1002]);
    assert.deepEqual([given.start_type, given.start_userid, given.create_groupids], ['0', 'a1', 'g1']);
    assert.deepEqual([given.copy_agent, replied!.copy_agent], ['张三,李四', '王五']);
    assert.deepEqual([given.file_str, given.recordid], [files.join(';'), 'call-1']);
    assert.deepEqual([given.first_contact_type, given.first_contact_info], [2, '18280240680']);
    assert.deepEqual([given.extend_fields_list, given.partner_fields_list], [[], []]);
  });

  it('the flat form is the ticket alone, and an endpoint gets only what it asked for', async () => {
    const before = flat.received.length;
    const ticketid = await openTicket(app);
    await reply(app, ticketid);
    await app.settle();
    assert.equal(flat.received.length, before + 1);
    const message = JSON.parse(flat.received.at(-1)!.body);
    assert.deepEqual([...flatTicket.Errors(message)], []);
    assert.equal(message.ticketid, ticketid);
  });

  it('a reply that also edits is one message, with the reply and who may see it', async () => {
    const ticketid = await openTicket(app);
    await app.settle();
    receiver.received.splice(0);
    await reply(app, ticketid, { ticket_title: '改了', reply_type: '1', deal_groupid: 'g1' });
    const messages = await pushed();
    assert.equal(messages.length, 1);
    const { ticket_title, reply_content, reply_type, deal_group_name, update_name } = messages[0]!;
    assert.deepEqual(
      { ticket_title, reply_content, reply_type, deal_group_name, update_name },
      {
        ticket_title: '改了',
        reply_content: '马上来',
        reply_type: '1',
        deal_group_name: '售后组',
        update_name: 'ming',
      },
    );
  });

  it('the message says when an agent accepted a ticket that had none', async () => {
    const ticketid = await openTicket(app);
    await app.settle();
    receiver.received.splice(0);
    await reply(app, ticketid, { deal_agentid: 'a1' });
    await reply(app, ticketid, { deal_agentid: 'a1' });
    assert.deepEqual(
      (await pushed()).map(({ is_receipt }) => is_receipt),
      ['1', '0'],
    );
  });

  it('a reminder is the reduced message', async () => {
    const ticketid = await openTicket(app);
    await app.settle();
    receiver.received.splice(0);
    await app.done('reminder', { ticketid, reminder_agentid: 'a1', reminder_remark: '急' } as never);
    const [{ ticket_code: _, ...message }] = (await pushed()) as [Record<string, unknown>];
    assert.deepEqual(message, {
      companyid: app.companyId,
      ticketid,
      is_reminder: '1',
      reminder_agentid: 'a1',
      reminder_agent_name: 'ming',
      reminder_remark: '急',
      reminder_time: '2026-03-02 12:00:00',
      update_time: '2026-03-02 12:00:00',
    });
  });

  it('a ticket makes messages to its end: edited, resolved, evaluated, deleted', async () => {
    const ticketid = await openTicket(app);
    await app.settle();
    receiver.received.splice(0);
    await reply(app, ticketid, { reply_content: '', ticket_status: '3' });
    await app.done('add_ticket_evaluation', { companyid: app.companyId, ticketid, score: 5, remark: '好' } as never);
    await reply(app, ticketid, { reply_content: '', ticket_status: '98' });
    assert.deepEqual(
      (await pushed()).map(({ ticket_status }) => ticket_status),
      [3, 3, 98],
    );
  });

  it('a refused call makes no message', async () => {
    const ticketid = await openTicket(app);
    await app.settle();
    receiver.received.splice(0);
    await app.refused('add_ticket_evaluation', { companyid: app.companyId, ticketid, score: 5, remark: '' }, '400314');
    await app.refused('reminder', { ticketid, reminder_agentid: 'nobody', reminder_remark: 'x' }, '400007');
    assert.deepEqual(await pushed(), []);
  });

  it('a message is stored as the bytes that go out', async () => {
    await openTicket(app);
    await app.settle();
    const { query } = app.server.context.db;
    const last = query.selectFrom('push_message').select('body').orderBy('position', 'desc').limit(1);
    const { body } = await last.executeTakeFirstOrThrow();
    const sent = flat.received.at(-1)!.body;
    assert.equal(body, sent);
  });

  it('the bytes of a message are fixed with its event', async () => {
    receiver.behave((response) => response.writeHead(500).end());
    const ticketid = await openTicket(app, '第一稿');
    await app.settle();
    await reply(app, ticketid, { ticket_title: '第二稿' });
    receiver.behave((response) => response.writeHead(200).end());
    app.advance(10_000);
    await app.settle();
    const titles = receiver.received.map(({ body }) => (JSON.parse(body) as Body).content[0]!.ticket_title);
    assert.deepEqual(titles, ['第一稿', '第一稿', '第二稿']);
    assert.equal(receiver.received[0]!.body, receiver.received[1]!.body);
  });
});

describe('a company without endpoints', () => {
  it('makes no messages', async () => {
    const app = await startPushingApp([]);
    await openTicket(app);
    const rows = await app.server.context.db.query.selectFrom('push_message').selectAll().execute();
    assert.deepEqual(rows, []);
    await app.close();
  });
});
