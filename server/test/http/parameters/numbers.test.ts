import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { endpoints } from '@gongdan/contract';
import type { TestApp } from '../../app.ts';
import { agentReply, agentTicket, goodCalls, type Scene, startScene } from '../../contract/scene.ts';
import { onEveryDatabase } from '../../databases.ts';
import { ask } from '../wire.ts';

const asSent = [
  '0',
  '-7',
  '9007199254740993',
  '1234567890123456789',
  '123456789012345678901234567890123456789012345678',
  '0.00000012',
  '123456789.123456789123',
  '1.10',
  '1.0',
  '-0.50',
  '-0',
];

onEveryDatabase('a JSON number', (stores) => {
  let scene: Scene;
  let app: TestApp;
  before(async () => {
    scene = await startScene({ store: await stores.place() });
    app = scene.app;
  });
  after(() => app.close());

  /** Sends the parameters with a number's text in place of `"NUMBER"`. */
  async function send(name: keyof typeof endpoints, parameters: object, number: string) {
    const body = JSON.stringify(parameters).replaceAll('"NUMBER"', number).replaceAll('\\"NUMBER\\"', number);
    const headers = { token: await app.token(), 'content-type': 'application/json' };
    const answer = await ask(app.url, { method: 'POST', path: endpoints[name].path, headers, body });
    return answer.body() as { ret_code: string; ret_msg: string; item: { ticketid: string; userid: string } };
  }

  test('keeps its digits as sent where text is documented', async () => {
    for (const number of asSent) {
      const { item, ret_msg } = await send('save_agent_ticket', { ...agentTicket, recordid: 'NUMBER' }, number);
      assert.ok(item, ret_msg);
      assert.equal((await app.done('get_ticket_by_id', { ticketid: item.ticketid })).item.recordid, number);
    }
  });

  test('keeps its digits in lists and objects, also when those are sent as text', async () => {
    const entry = { fieldid: 'size', field_value: 'NUMBER' };
    for (const given of [[entry], entry, JSON.stringify([entry])]) {
      const customer = { user_nick: 'NUMBER', extend_field_params: given };
      const { item, ret_msg } = await send('save_user', customer, '1234567890123456789.10');
      assert.ok(item, ret_msg);
      const { user_nick, extend_field_values } = (await app.done('get_user_by_id', { userid: item.userid })).item;
      assert.deepEqual([user_nick, extend_field_values[0]!.field_value], Array(2).fill('1234567890123456789.10'));
    }
  });

  test('counts as the integer or code that it equals, also with zeros after a point', async () => {
    const evaluation = { ...goodCalls(scene).add_ticket_evaluation, score: 'NUMBER' };
    assert.match((await send('add_ticket_evaluation', evaluation, '4.50')).ret_msg, /: score: /);
    assert.match((await send('add_ticket_evaluation', evaluation, '12345678901234567890')).ret_msg, /: score: /);
    assert.equal((await send('add_ticket_evaluation', evaluation, '4.0')).ret_code, '000000');
    const ticket = { ...agentTicket, ticket_level: 'NUMBER', ticket_status: 'NUMBER' };
    const { item } = await send('save_agent_ticket', ticket, '1.00');
    const { ticket_level, ticket_status } = (await app.done('get_ticket_by_id', { ticketid: item.ticketid })).item;
    assert.deepEqual([ticket_level, ticket_status], ['1', '1']);
  });

  test('may have an exponent where a number is documented; elsewhere that is a form error', async () => {
    const reply = { ...agentReply(scene.open), reply_content: 'NUMBER' };
    assert.equal((await send('save_ticket_reply', reply, '1.5e3')).ret_code, '000000');
    const { deal_list } = (await app.done('get_ticket_by_id', { ticketid: scene.open })).item;
    assert.equal(deal_list[0]!.reply_content, '1500');
    for (const [number, equal] of [
      ['1.50E+3', '1500'],
      ['-1.230e1', '-12.3'],
      ['123456789012345e-3', '123456789012.345'],
      ['0e-400', '0'],
    ] as const) {
      const { item } = await send('save_agent_ticket', { ...agentTicket, recordid: 'NUMBER' }, number);
      assert.equal((await app.done('get_ticket_by_id', { ticketid: item.ticketid })).item.recordid, equal);
    }
    const lost = ['1e-400', '1234567890123456789e1', '1.2345678901234567890123E3', '12345678901234567.5e-1'];
    for (const number of ['1e400', '1.10e21', '1e-9', ...lost]) {
      assert.match((await send('save_ticket_reply', reply, number)).ret_msg, /: reply_content: /, number);
    }
  });
});
