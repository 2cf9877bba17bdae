import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { EndpointName } from '@gongdan/contract';
import { onEveryDatabase } from '../databases.ts';
import { agentReply, agentTicket, customerTicket, type Scene, startScene } from './scene.ts';

type Parameters = Readonly<Record<string, unknown>>;

const month = { create_start_datetime: '2026-03-01 00:00:00', create_end_datetime: '2026-03-31 00:00:00' };
const span = { start_datetime: '2026-03-01 00:00:00', end_datetime: '2026-03-31 00:00:00' };
const everSince = { start_datetime: '0100-01-01 00:00:00', end_datetime: '9999-12-31 23:59:59' };
const farPage = { page_no: Number.MAX_SAFE_INTEGER, page_size: 50 };
const stranger = { ...customerTicket, userid: undefined };
const option = { fieldid: 'symptoms', agentid: 'liwei', agent_name: 'liwei' };

/**
 * Calls with the largest values that are allowed, and with values that a store could not index, bind or count. Each has
 * the code with which it ends.
 */
const calls: readonly (readonly [what: string, name: EndpointName, parameters: Parameters, code: string])[] = [
  ['more e-mails than a statement binds', 'get_user_by_email', { user_emails: many(100_000).join() }, '400014'],
  ['more phones than a statement binds', 'query_users', { user_tels: many(100_000).join() }, '400014'],
  ['as many contacts as there may be', 'save_user_ticket', { ...stranger, user_tels: many(250).join() }, '000000'],
  ['an e-mail longer than an index holds', 'save_user', { user_nick: '长', user_emails: noise(256) }, '400014'],
  ['a phone longer than an index holds', 'save_user_ticket', { ...stranger, user_tels: noise(256) }, '400014'],
  ['the longest names', 'save_user', longestNames(), '000000'],
  ['more new options than a call takes', 'save_option_data_value', { ...option, ...options(1001) }, '400014'],
  ['as many new options as a call takes', 'save_option_data_value', { ...option, ...options(1000) }, '000000'],
  ['as many fields as a body holds', 'save_user_ticket', { ...stranger, extend_fields: fields(20_000) }, '400014'],
  ['links to a thousand files', 'save_agent_ticket', { ...agentTicket, file_str: many(1000).join(';') }, '000000'],
  ['a category of a megabyte', 'save_agent_ticket', { ...agentTicket, ticket_typeid: noise(300_000) }, '400014'],
  ['a ticket of a megabyte', 'save_ticket_reply', agentReply(noise(300_000)), '400020'],
  ['a filter of a megabyte', 'query_tickets', { ...month, userid: noise(300_000) }, '000000'],
  [
    'the longest app id that a body may hold',
    'get_token',
    { appid: noise(5_000), create_time: '1', sign: '1' },
    '900004',
  ],
  ['the farthest page of tickets', 'query_tickets', { ...month, ...farPage }, '000000'],
  ['the farthest page of customers', 'query_users', farPage, '000000'],
  ['the farthest page of failures', 'query_ticket_push_fail_infos', { ...span, ...farPage }, '000000'],
  ['all of time', 'get_ticket_data', everSince, '000000'],
  ['all of time', 'query_agent_jobs', everSince, '000000'],
  ['all of time', 'query_users', everSince, '000000'],
  ['the first day of the calendar', 'export_data', { task_type: '6', date: '0001-01-01' }, '400005'],
  ['the greatest cursor and limit', 'messages', { after: '9'.repeat(15), limit: Number.MAX_SAFE_INTEGER }, '000000'],
];

onEveryDatabase('a call with large values:', (stores) => {
  let scene: Scene;
  before(async () => {
    scene = await startScene({ store: await stores.place() });
  });
  after(() => scene.app.close());

  for (const [what, name, parameters, code] of calls) {
    test(`${what}: ${name} ends with ${code}`, async () => {
      const { status, body } = await scene.app.call(name, parameters, { as: 'json' });
      assert.deepEqual([status, body.ret_code], [200, code], body.ret_msg);
    });
  }
});

function many(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}

function options(count: number) {
  return { field_data_value: many(count).map((value) => ({ field_value: value, field_text: '选项' })) };
}

function fields(count: number) {
  return many(count).map((id) => ({ fieldid: id, field_value: '1' }));
}

function longestNames() {
  const contact = noise(255);
  return {
    user_nick: noise(100),
    user_emails: contact,
    user_tels: contact,
    partnerid: noise(255),
    enterprise_name: noise(255),
    user_status: noise(64),
  };
}

/** Returns Chinese text that looks random, so that no store can compress it. */
function noise(length: number): string {
  let text = '';
  for (let block = 0; text.length < length; block += 1) {
    const bytes = createHash('sha512').update(String(block)).digest();
    text += String.fromCharCode(...Array.from(bytes, (byte, index) => 0x4e00 + byte * 64 + ((block + index) % 64)));
  }
  return text.slice(0, length);
}
