import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ConsoleEndpointName } from '@gongdan/contract/console';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { worldFile } from '../world.ts';
import { type Browser, browserOf } from './browser.ts';

type Row = readonly [ConsoleEndpointName, object, { status: number; reason: string; text: string; field?: string }];

const newTicket = {
  requestKey: 'key-00000001',
  title: '门锁打不开',
  content: '<p>刷卡没有反应</p>',
  categoryId: 'network',
  status: 0,
  level: 1,
  fields: [],
  files: [],
};

/** Calls that the domain refuses, each with the whole answer, in which `field` has the console's word. */
const rows: readonly Row[] = [
  ['createTicket', { categoryId: 'no' }, refusal('categoryId', 'no such category')],
  ['createTicket', { groupId: 'no' }, refusal('groupId', 'no such group')],
  ['createTicket', { agentId: 'no' }, refusal('agentId', 'no such agent', 'agent_unknown')],
  ['createTicket', { status: 77 }, refusal('status', 'no such status', 'status_unknown')],
  ['createTicket', { level: 9 }, refusal('level', 'no such level')],
  ['createTicket', { customerId: 'no' }, refusal('customerId', 'no such customer', 'customer_unknown', 404)],
  [
    'createTicket',
    { fields: [{ fieldId: 'no', value: '1' }] },
    refusal('fields', "no is no field of this category's template"),
  ],
  ['updateCustomer', { id: 'no', nick: '甲' }, refusal('customerId', 'no such customer', 'customer_unknown', 404)],
  ['updateCustomer', { id: 'hanmeimei', partnerId: 'erp-10001' }, refusal('partnerId', 'belongs to another customer')],
  ['getCustomer', { id: 'no' }, refusal('id', 'no such customer', 'customer_unknown', 404)],
];

function refusal(field: string, text: string, reason = 'request_refused', status = 422) {
  return { status, reason, text, field };
}

onEveryDatabase('a call of the console that the domain refuses', ({ place }) => {
  let app: TestApp;
  let agent: Browser;

  before(async () => {
    app = await startApp({ store: await place(), company: worldFile });
    agent = await browserOf(app, 'emily');
  });
  after(() => app.close());

  for (const [name, given, { status, ...fault }] of rows) {
    test(`is answered in the words of the console: ${name}, ${fault.field}: ${fault.text}`, async () => {
      const parameters = name === 'createTicket' ? { ...newTicket, ...given } : given;
      const answer = await agent.call(name, { ...parameters });
      assert.deepEqual([answer.status, answer.body], [status, fault]);
    });
  }
});
