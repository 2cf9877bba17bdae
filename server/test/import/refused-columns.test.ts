import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { importLines } from '../../src/import/import-lines.ts';
import { findCompany } from '../../src/people/company.ts';
import { startApp, type TestApp } from '../app.ts';
import { applyFile } from '../contract/scene.ts';
import { onEveryDatabase } from '../databases.ts';
import { world, worldFile } from '../world.ts';

const ticket = { ticket_title: 't', ticket_from: '14', ticket_typeid: 'network', userid: 'wangxun' };
const long = `${'a'.repeat(256)}@b.cn`;

/** Lines that the domain refuses, each with its kind and the English reason, which names the column. The Chinese one is checked to be Chinese. */
const rows = [
  ['tickets', { ...ticket, ticket_status: '77' }, 'ticket_status: no such status'],
  ['tickets', { ...ticket, ticket_level: '9' }, 'ticket_level: no such level'],
  ['tickets', { ...ticket, ticket_typeid: 'none' }, 'ticket_typeid: no such category'],
  ['tickets', { ...ticket, deal_groupid: 'none' }, 'deal_groupid: no such group'],
  ['tickets', { ...ticket, deal_agentid: 'none' }, 'deal_agentid: no such agent'],
  ['tickets', { ...ticket, userid: 'none' }, 'userid: no such customer'],
  [
    'tickets',
    { ...ticket, userid: undefined, user_tels: '1'.repeat(256) },
    'user_tels: one is longer than 255 characters',
  ],
  ['tickets', { ...ticket, userid: undefined, user_emails: long }, 'user_emails: one is longer than 255 characters'],
  [
    'tickets',
    { ...ticket, extend_fields: [{ fieldid: 'no', field_value: '1' }] },
    "extend_fields: no is no field of this category's template",
  ],
  [
    'customers',
    { userid: 'hanmeimei', user_nick: '韩', partnerid: 'erp-10001' },
    'partnerid: belongs to another customer',
  ],
  ['customers', { user_nick: '甲', user_emails: long }, 'user_emails: one is longer than 255 characters'],
  [
    'customers',
    { user_nick: '甲', extend_field_params: [{ fieldid: 'size', field_value: 'large' }] },
    'extend_field_params: size 码数: not a number',
  ],
] as const;

onEveryDatabase('a line that the domain refuses', (stores) => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ store: await stores.place(), company: worldFile });
    await applyFile(app, {
      company: { companyid: world.companyId, name: '华星科技' },
      customer_fields: [{ fieldid: 'size', field_name: '码数', field_type: 5 }],
    });
  });
  after(() => app.close());

  for (const [kind, given, reason] of rows) {
    test(`names the column at fault: ${kind}, ${reason}`, async () => {
      const { context } = app.server;
      const company = await findCompany(context.db.query, app.companyId);
      const input = { kind, run: 'r', again: false, dryRun: true, lines: [{ line: 1, given }] };
      const { faults } = await importLines({ ...context, company }, input);
      assert.equal(faults[0]?.reason.en, reason);
      assert.match(faults[0].reason.zh, /^\w+：.*\p{sc=Han}/u);
    });
  }
});
