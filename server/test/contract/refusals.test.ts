import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { EndpointName } from '@gongdan/contract';
import { onEveryDatabase } from '../databases.ts';
import { agentTicket, goodCalls, type Scene, startScene } from './scene.ts';

type Given = Readonly<Record<string, unknown>>;
type Row = readonly [what: string, name: EndpointName, given: Given, code: string, named: string];

const field = (fieldid: string, field_value: unknown) => ({
  extend_fields: [...agentTicket.extend_fields, { fieldid, field_value }],
});
const options = (...entries: object[]) => ({ field_data_value: entries });

/**
 * Calls that would succeed but for the parameters given here, which the refusal names. The first member ends the
 * sentence "a call is refused without …".
 */
const rows: readonly Row[] = [
  // References to something that the company does not have.
  ['a creating agent who exists', 'save_agent_ticket', { create_agentid: 'nobody' }, '400007', 'create_agentid'],
  ['a creating agent who is active', 'save_agent_ticket', { create_agentid: 'caoyi' }, '400007', 'create_agentid'],
  ['a replying agent who exists', 'save_ticket_reply', { reply_agentid: 'nobody' }, '400007', 'reply_agentid'],
  ['a reminding agent who exists', 'reminder', { reminder_agentid: 'nobody' }, '400007', 'reminder_agentid'],
  ['an agent who exists, for new options', 'save_option_data_value', { agentid: 'nobody' }, '400007', 'agentid'],
  ['an erasing agent who exists', 'del_reply_infos', { agentid: 'nobody' }, '400007', 'agentid'],
  ['an agent in charge who exists', 'save_agent_ticket', { deal_agentid: 'nobody' }, '400007', 'deal_agentid'],
  ['an agent in charge who is active', 'save_ticket_reply', { deal_agentid: 'caoyi' }, '400007', 'deal_agentid'],
  ['a group for an agent who is in none', 'save_ticket_reply', { deal_agentid: 'solo' }, '400012', 'deal_groupid'],
  [
    'an agent of the given group',
    'save_ticket_reply',
    { deal_groupid: 'presales', deal_agentid: 'wangfang' },
    '400013',
    'deal_agentid',
  ],
  ['a group', 'save_agent_ticket', { deal_groupid: 'nobodies' }, '400014', 'deal_groupid'],
  ['a group of an edit', 'save_ticket_reply', { deal_groupid: 'nobodies' }, '400014', 'deal_groupid'],
  ['a category', 'save_user_ticket', { ticket_typeid: 'nothing' }, '400014', 'ticket_typeid'],
  ['a category that is a leaf', 'save_user_ticket', { ticket_typeid: 'repair' }, '400014', 'ticket_typeid'],
  ['a category that is not retired', 'save_agent_ticket', { ticket_typeid: 'repair_fax' }, '400014', 'ticket_typeid'],
  [
    'a category whose fields are asked for',
    'query_fileds_by_typeid',
    { ticket_typeid: 'no' },
    '400014',
    'ticket_typeid',
  ],
  ['a customer', 'save_agent_ticket', { userid: 'no-one' }, '400014', 'userid'],
  ['a customer to give a ticket to', 'update_ticket_user', { userid: 'no-one' }, '400014', 'userid'],
  ['a customer to change', 'update_user', { userid: 'no-one' }, '400014', 'userid'],
  ['a customer whose values are asked for', 'query_user_extend_field_values', { userid: 'no-one' }, '400014', 'userid'],
  ['a customer by id', 'get_user_by_id', { userid: 'no-one' }, '400014', 'userid'],
  ['a customer by e-mail', 'get_user_by_email', { user_emails: 'no@x.cn' }, '400014', 'user_emails'],
  ['a customer by phone', 'get_user_by_tel', { user_tels: '1' }, '400014', 'user_tels'],
  ['a customer by partner id', 'get_user_by_partnerid', { partnerid: 'no' }, '400014', 'partnerid'],
  ['a partner id of its own for a change', 'update_user', { partnerid: 'erp-10002' }, '400014', 'partnerid'],
  ['a field', 'save_option_data_value', { fieldid: 'nothing' }, '400014', 'fieldid'],
  ['a field with options', 'save_option_data_value', { fieldid: 'amount' }, '400014', 'fieldid'],
  ['a template', 'save_ticket_reply', { templateid: 'nothing' }, '400404', 'templateid'],
  ['a status', 'save_agent_ticket', { ticket_status: '55' }, '400311', 'ticket_status'],
  ['a status that is a number', 'save_ticket_reply', { ticket_status: 'open' }, '400311', 'ticket_status'],
  ['a level', 'save_agent_ticket', { ticket_level: '4' }, '400014', 'ticket_level'],
  ['a level for an edit', 'save_ticket_reply', { ticket_level: '-1' }, '400014', 'ticket_level'],
  ['the company', 'save_user_ticket', { companyid: 'another' }, '400014', 'companyid'],
  ['the company of an evaluation', 'add_ticket_evaluation', { companyid: 'another' }, '400014', 'companyid'],

  // Custom fields.
  ['an option of the field', 'save_agent_ticket', field('symptoms', 'no_power,bored'), '400014', 'extend_fields'],
  ['a leaf of the cascade', 'save_agent_ticket', field('product', 'lock'), '400014', 'extend_fields'],
  ['a field of the template', 'save_agent_ticket', field('amount', '1'), '400014', 'extend_fields'],
  ['a required field', 'save_agent_ticket', { extend_fields: undefined }, '400014', 'extend_fields'],
  [
    'a required field with a value',
    'save_agent_ticket',
    { extend_fields: [{ fieldid: 'warranty', field_value: ' ' }] },
    '400014',
    'extend_fields',
  ],
  [
    'a value for a required field in a reply',
    'save_ticket_reply',
    { extend_fields: [{ fieldid: 'warranty', field_value: '' }] },
    '400014',
    'extend_fields',
  ],
  ['a day of the calendar', 'save_agent_ticket', field('purchase_date', '2026-02-30'), '400014', 'extend_fields'],
  ['a date and time', 'save_agent_ticket', field('appointment', 'tomorrow'), '400014', 'extend_fields'],
  [
    'a text of at most 5000 characters',
    'save_agent_ticket',
    field('fault_description', '长'.repeat(5001)),
    '400014',
    'extend_fields[1].field_value',
  ],
  ['a path of regions', 'save_agent_ticket', field('region', '11,1201'), '400401', 'extend_fields'],
  ['a path of regions from the province down', 'save_ticket_reply', field('region', '1101'), '400401', 'extend_fields'],
  [
    'the name of a field',
    'save_user_ticket',
    { extend_fields: [{ field_value: '1' }] },
    '400004',
    'extend_fields[0].fieldid',
  ],

  // Members of list entries.
  [
    'the value of an option',
    'save_option_data_value',
    options({ field_text: '甲' }),
    '400004',
    'field_data_value[0].field_value',
  ],
  [
    'the text of an option',
    'save_option_data_value',
    options({ field_value: '1', field_text: '1' }, { field_value: '2' }),
    '400004',
    'field_data_value[1].field_text',
  ],
  [
    'the name of a copied agent',
    'save_agent_ticket',
    { copy_agent: [{ agent_mail: 'a@x.cn' }] },
    '400004',
    'copy_agent[0].agent_name',
  ],
  [
    'an extra field of a customer',
    'save_user',
    { extend_field_params: [{ field_value: '1' }] },
    '400004',
    'extend_field_params[0].fieldid',
  ],

  // Forms.
  [
    'a title of at most 100 characters',
    'save_user_ticket',
    { ticket_title: '长'.repeat(101) },
    '400014',
    'ticket_title',
  ],
  [
    'a content of at most 5000 characters',
    'save_ticket_reply',
    { ticket_content: '长'.repeat(5001) },
    '400014',
    'ticket_content',
  ],
  [
    'a reply of at most 5000 characters',
    'save_user_reply',
    { reply_content: '长'.repeat(5001) },
    '400014',
    'reply_content',
  ],
  ['a remark of at most 5000 characters', 'add_ticket_evaluation', { remark: '长'.repeat(5001) }, '400014', 'remark'],
  ['a source of digits', 'save_user_ticket', { ticket_from: 'web' }, '400014', 'ticket_from'],
  ['a score up to 5', 'add_ticket_evaluation', { score: 6 }, '400014', 'score'],
  ['a score from 1', 'add_ticket_evaluation', { score: '0' }, '400014', 'score'],
  ['a whole score', 'add_ticket_evaluation', { score: 4.5 }, '400014', 'score'],
  ['a score without an exponent', 'add_ticket_evaluation', { score: '5e0' }, '400014', 'score'],
  ['a score without a sign', 'add_ticket_evaluation', { score: '+5' }, '400014', 'score'],
  ['a score in ASCII digits', 'add_ticket_evaluation', { score: '５' }, '400014', 'score'],
  ['a visibility', 'save_ticket_reply', { reply_type: '2' }, '400014', 'reply_type'],
  [
    'the moment of reading',
    'save_ticket_reply',
    { get_ticket_datetime: '2026-03-02' },
    '400005',
    'get_ticket_datetime',
  ],
  ['task type 6', 'export_data', { task_type: '5' }, '400014', 'task_type'],
  ['a day to export', 'export_data', { date: '2026/03/02' }, '400005', 'date'],
  ['a day of the calendar to export', 'export_data', { date: '2026-02-30' }, '400005', 'date'],
  ['a day that has begun', 'export_data', { date: '2026-03-03' }, '400005', 'date'],
  ['fields as a list', 'save_user_ticket', { extend_fields: 'warranty' }, '400014', 'extend_fields'],
  ['an entry as an object', 'save_user_ticket', { extend_fields: ['warranty'] }, '400014', 'extend_fields[0]'],
  [
    'the type of the preferred contact',
    'save_user_ticket',
    { first_contact_info: '1380000' },
    '400004',
    'first_contact_type',
  ],
  ['the preferred contact itself', 'save_user_ticket', { first_contact_type: 2 }, '400004', 'first_contact_info'],
  [
    'a known type of contact',
    'save_user_ticket',
    { first_contact_type: 3, first_contact_info: '1' },
    '400014',
    'first_contact_type',
  ],
  [
    'the customer of a preferred contact',
    'save_agent_ticket',
    { userid: '', first_contact_type: 1, first_contact_info: 'a@x.cn' },
    '400004',
    'userid',
  ],

  // Calls with two faults. The checks run in this order: presence, form, reference, state.
  [
    'a required parameter, although another is malformed, too',
    'save_agent_ticket',
    { ticket_title: '长'.repeat(101), ticket_level: '' },
    '400011',
    'ticket_level',
  ],
  [
    'both halves of a contact, although another parameter is malformed, too',
    'save_user_ticket',
    { ticket_title: '长'.repeat(101), first_contact_type: 1 },
    '400004',
    'first_contact_info',
  ],
  [
    'both halves of a contact, although the company is unknown, too',
    'save_user_ticket',
    { companyid: 'another', first_contact_type: 1 },
    '400004',
    'first_contact_info',
  ],
  [
    'a level that is a number, although an agent is unknown, too',
    'save_agent_ticket',
    { create_agentid: 'nobody', ticket_level: 'high' },
    '400014',
    'ticket_level',
  ],
  [
    'a known category, although the status is forbidden, too',
    'save_agent_ticket',
    { ticket_typeid: 'nothing', ticket_status: '98' },
    '400014',
    'ticket_typeid',
  ],
  [
    'a known level, although the ticket has changed meanwhile, too',
    'save_ticket_reply',
    { get_ticket_datetime: '2026-03-01 00:00:00', ticket_level: '9' },
    '400014',
    'ticket_level',
  ],
];

onEveryDatabase('a call is refused without', (stores) => {
  let scene: Scene;
  before(async () => {
    scene = await startScene({ store: await stores.place() });
  });
  after(() => scene.app.close());

  for (const [what, name, given, code, named] of rows) {
    test(`${what}: ${name} answers ${code}, naming ${named}`, async () => {
      const message = await scene.app.refused(name, { ...goodCalls(scene)[name], ...given }, code);
      assert.ok(message.includes(`: ${named}`), message);
    });
  }
});
