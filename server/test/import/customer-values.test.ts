import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkColumns } from '../../src/import/columns.ts';
import { importLines } from '../../src/import/import-lines.ts';
import { loadCompany } from '../../src/people/company.ts';
import { startApp, type TestApp } from '../app.ts';
import { applyFile } from '../contract/scene.ts';
import { onEveryDatabase } from '../databases.ts';
import { world, worldFile } from '../world.ts';

onEveryDatabase('Imported customers', (stores) => {
  test('have their field values checked as by save_user', async (t) => {
    const app = await startApp({ store: await stores.place(), company: worldFile });
    t.after(() => app.close());
    await defineFields(app);
    const { context } = app.server;
    const company = await context.snapshots.get(app.companyId, loadCompany);
    const row = (user_nick: string, field_value: string) => ({
      user_nick,
      extend_field_params: [{ fieldid: 'birthday', field_value }],
    });
    const lines = [
      { line: 1, given: row('甲', '1990-01-01 08:00:00') },
      { line: 2, given: row('乙', 'yesterday') },
    ];
    const input = { kind: 'customers', run: 'r', again: false, dryRun: false, lines } as const;
    const { created, faults } = await importLines({ ...context, company }, input);
    assert.equal(created, 1);
    const reason = {
      zh: 'extend_field_params：birthday 生日：不是日期 yyyy-MM-dd',
      en: 'extend_field_params: birthday 生日: not a date yyyy-MM-dd',
    };
    assert.deepEqual(faults, [{ line: 2, reason }]);
    const { items } = await app.done('query_users', { user_nick: '甲' });
    assert.deepEqual(items[0]?.extend_field_values, [
      { fieldid: 'birthday', field_name: '生日', field_value: '1990-01-01' },
    ]);
  });

  test('may have a column for each customer field of the company, and for no other field', async (t) => {
    const app = await startApp({ store: await stores.place(), company: worldFile });
    t.after(() => app.close());
    await defineFields(app);
    const { context } = app.server;
    const company = await context.snapshots.get(app.companyId, loadCompany);
    const columns = ['user_nick', 'field:birthday', 'field:nobody'];
    const { unknown, known } = await checkColumns({ ...context, company }, 'customers', columns);
    assert.deepEqual(
      unknown.map(({ column }) => column),
      ['field:nobody'],
    );
    assert.equal(known.at(-1), 'field:FIELDID');
    const given = { user_nick: '丙', 'field:birthday': '1991-02-03' };
    const doubled = { ...given, extend_field_params: [{ fieldid: 'member', field_value: '是' }] };
    const lines = [given, doubled].map((row, at) => ({ line: at + 1, given: row }));
    const input = { kind: 'customers', run: 'r', again: false, dryRun: false, lines } as const;
    const { faults } = await importLines({ ...context, company }, input);
    const reason = {
      zh: 'extend_field_params：与 field:birthday 重复给出',
      en: 'extend_field_params: is given beside field:birthday',
    };
    assert.deepEqual(faults, [{ line: 2, reason }]);
    const { items } = await app.done('query_users', { user_nick: '丙' });
    assert.deepEqual(items[0]?.extend_field_values, [
      { fieldid: 'birthday', field_name: '生日', field_value: '1991-02-03' },
    ]);
  });
});

async function defineFields(app: TestApp): Promise<void> {
  const customer_fields = [
    { fieldid: 'birthday', field_name: '生日', field_type: 3 },
    { fieldid: 'member', field_name: '会员', field_type: 1, fill_flag: true },
  ];
  await applyFile(app, { company: { companyid: world.companyId, name: '华星科技' }, customer_fields });
}
