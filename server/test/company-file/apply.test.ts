import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { loadCatalog } from '../../src/catalog/load.ts';
import { findApp } from '../../src/people/app.ts';
import { loadCompany } from '../../src/people/company.ts';
import { hashPassword, isPassword } from '../../src/people/password.ts';
import { onEveryDatabase } from '../databases.ts';
import { installationOn, type TestInstallation } from './installation.ts';

const company = { companyid: 'acme', name: 'Acme' };

onEveryDatabase('When a company file is applied,', (stores) => {
  let acme: TestInstallation;

  beforeEach(async () => {
    acme = installationOn(await stores.open());
  });

  test('a new company gets defaults for keys that the file leaves out', async () => {
    await acme.apply({ company });
    const { zone, language, settings } = await loadCompany(acme.db.query, 'acme');
    assert.deepEqual({ zone, language }, { zone: 'Asia/Shanghai', language: 'zh-CN' });
    assert.deepEqual(settings, { reopenOnReply: false, changeEvaluation: false, liveTokens: 100, api: true });
  });

  test('a company without a credential gets one, which then stays', async () => {
    const first = await acme.apply({ company });
    assert.equal(first.apps.length, 1);
    assert.match(`${first.apps[0]!.appid} ${first.apps[0]!.app_key}`, /^[0-9a-f]{32} [0-9a-f]{32}$/);
    assert.deepEqual((await acme.apply({ company })).apps, first.apps);
  });

  test('app keys are stored sealed', async () => {
    await acme.apply({ company, apps: [{ appid: 'one', app_key: 'hunter2' }] });
    const row = await acme.db.query.selectFrom('app').selectAll().executeTakeFirstOrThrow();
    assert.ok(!row.sealed_key.includes('hunter2'));
    assert.equal((await findApp(acme.db.query, acme.vault, 'one'))?.key, 'hunter2');
  });

  test('ids that YAML reads as numbers are taken as they are written', async () => {
    await acme.apply('company: { companyid: acme, name: 007 }\ngroups: [{ groupid: 0012, group_name: 1.50 }]\n');
    assert.deepEqual((await acme.show()).groups, [{ groupid: '0012', group_name: '1.50' }]);
  });

  test('a second application changes nothing, not even the revision', async () => {
    const file = { company, groups: [{ groupid: 'g1', group_name: 'one' }] };
    await acme.apply(file);
    const before = await loadCompany(acme.db.query, 'acme');
    assert.deepEqual((await acme.apply(file)).changes, []);
    assert.equal((await loadCompany(acme.db.query, 'acme')).revision, before.revision);
  });

  test('changes are listed and increase the revision', async () => {
    await acme.apply({ company, groups: [{ groupid: 'g1', group_name: 'one' }] });
    const { revision } = await loadCompany(acme.db.query, 'acme');
    const { changes } = await acme.apply({ company, groups: [{ groupid: 'g1', group_name: 'uno' }] });
    assert.deepEqual(changes, [{ change: 'update', section: 'groups', id: 'g1', keys: ['group_name'] }]);
    assert.equal((await loadCompany(acme.db.query, 'acme')).revision, revision + 1);
  });

  test('snapshots are dropped after the commit', async () => {
    await acme.apply({ company, fields: [{ fieldid: 'f1', field_name: 'one', field_type: 1 }] });
    assert.equal((await acme.snapshots.get('acme', loadCatalog)).fields.get('f1')?.name, 'one');
    await acme.apply({ company, fields: [{ fieldid: 'f1', field_name: 'uno', field_type: 1 }] });
    assert.equal((await acme.snapshots.get('acme', loadCatalog)).fields.get('f1')?.name, 'uno');
  });

  test('keys and sections that the file leaves out stay as they are', async () => {
    await acme.apply({
      company: { ...company, settings: { reopen_on_reply: true } },
      groups: [{ groupid: 'g1', group_name: 'one' }],
      agents: [{ agentid: 'a1', agent_name: 'ming', agent_email: 'm@x.example', groups: ['g1'], role: 'admin' }],
    });
    const before = await acme.show();
    const { changes } = await acme.apply({ company, agents: [{ agentid: 'a1', agent_name: 'ming' }] });
    assert.deepEqual(changes, []);
    assert.deepEqual(await acme.show(), before);
  });

  test('a key without a value clears the stored value', async () => {
    await acme.apply({
      company,
      agents: [{ agentid: 'a1', agent_name: 'ming', agent_email: 'm@x.example', skills: ['a'] }],
      fields: [{ fieldid: 'f1', field_name: 'n', field_type: 5, min: 1 }],
    });
    await acme.apply(
      'company: { companyid: acme, name: Acme }\nagents:\n  - agentid: a1\n    agent_name: ming\n    agent_email:\n    skills:\n' +
        'fields:\n  - { fieldid: f1, field_name: n, field_type: 5, min: }\n',
    );
    const shown = await acme.show();
    assert.deepEqual(shown.agents, [{ agentid: 'a1', agent_name: 'ming' }]);
    assert.deepEqual(shown.fields, [{ fieldid: 'f1', field_name: 'n', field_type: 5, sortno: 1 }]);
  });

  test('a dry run lists the changes and writes nothing', async () => {
    const { changes } = await acme.apply({ company, groups: [{ groupid: 'g1', group_name: 'x' }] }, { dryRun: true });
    assert.deepEqual(
      changes.map(({ change, section }) => `${change} ${section}`),
      ['create company', 'create apps', 'create groups'],
    );
    assert.deepEqual(await acme.db.query.selectFrom('company').selectAll().execute(), []);
  });

  test('entries have the order of the file, also after it changes', async () => {
    const groups = ['g3', 'g1', 'g2'].map((groupid) => ({ groupid, group_name: groupid }));
    await acme.apply({ company, groups });
    assert.deepEqual((await acme.show()).groups, groups);
    const { changes } = await acme.apply({ company, groups: groups.toReversed() });
    assert.deepEqual(
      changes.map(({ id, keys }) => [id, keys]),
      [
        ['g2', ['order']],
        ['g3', ['order']],
      ],
    );
    assert.deepEqual((await acme.show()).groups, groups.toReversed());
  });

  test('an entry inserted in front is no change of the others', async () => {
    await acme.apply({ company, groups: [{ groupid: 'g1', group_name: 'x' }] });
    const groups = [
      { groupid: 'g0', group_name: 'x' },
      { groupid: 'g1', group_name: 'x' },
    ];
    assert.equal((await acme.apply({ company, groups })).changes.length, 1);
    assert.deepEqual((await acme.show()).groups, groups);
  });

  test('of two customers with one e-mail the first in the file counts as created earlier', async () => {
    const customers = ['z', 'a'].map((userid) => ({ userid, user_nick: userid, user_emails: 'shared@x.example' }));
    await acme.apply({ company, customers });
    const rows = await acme.db.query
      .selectFrom('customer_contact')
      .select('customer_id')
      .where('value', '=', 'shared@x.example')
      .orderBy('created_at')
      .execute();
    assert.deepEqual(
      rows.map((row) => row.customer_id),
      ['z', 'a'],
    );
  });

  test('customers of one enterprise share it', async () => {
    const customers = ['u1', 'u2'].map((userid) => ({ userid, user_nick: userid, enterprise_name: '华星' }));
    await acme.apply({ company, customers });
    await acme.apply({ company, customers: [{ userid: 'u3', user_nick: 'x', enterprise_name: '华星' }] });
    assert.equal((await acme.db.query.selectFrom('enterprise').selectAll().execute()).length, 1);
  });

  test('two agents may swap their e-mails, two customers their partnerids', async () => {
    const people = (one: string, two: string) => ({
      company,
      agents: [
        { agentid: 'a1', agent_name: 'x', agent_email: `${one}@x.example` },
        { agentid: 'a2', agent_name: 'y', agent_email: `${two}@x.example` },
      ],
      customers: [
        { userid: 'u1', user_nick: 'x', partnerid: one },
        { userid: 'u2', user_nick: 'y', partnerid: two },
      ],
    });
    await acme.apply(people('one', 'two'));
    assert.equal((await acme.apply(people('two', 'one'))).changes.length, 4);
    assert.deepEqual((await acme.apply(people('two', 'one'))).changes, []);
  });

  test('a password is stored as an argon2id hash, and the same one again is no change', async () => {
    const agents = (password: string) => [{ agentid: 'a1', agent_name: 'ming', password }];
    await acme.apply({ company, agents: agents('correct horse') });
    const { password_hash } = await acme.db.query.selectFrom('agent').selectAll().executeTakeFirstOrThrow();
    assert.match(password_hash!, /^\$argon2id\$/);
    assert.ok(await isPassword(password_hash!, 'correct horse'));
    assert.deepEqual((await acme.apply({ company, agents: agents('correct horse') })).changes, []);
    const { changes } = await acme.apply({ company, agents: agents('battery staple') });
    assert.deepEqual(changes, [{ change: 'update', section: 'agents', id: 'a1', keys: ['password'] }]);
    assert.ok(!JSON.stringify(await acme.show()).includes('password'));
  });

  test('a weak password stays valid when it is set already, and is refused as a new one', async () => {
    const agents = (password: string) => [{ agentid: 'a1', agent_name: 'ming', password }];
    await acme.apply({ company, agents: agents('correct horse') });
    const password_hash = await hashPassword('short123');
    await acme.db.write('acme', ({ query }) => query.updateTable('agent').set({ password_hash }).execute());
    assert.deepEqual((await acme.apply({ company, agents: agents('short123') })).changes, []);
    const weak = [...agents('short123'), { agentid: 'a2', agent_name: 'li', groups: ['none'], password: 'short123' }];
    const lines = await acme.faults({ company, agents: weak });
    assert.equal(lines.length, 2);
    assert.match(lines[0]!, /agents\[1\]\.password: must have 10 to 200 characters/);
    assert.match(lines[1]!, /agents\[1\]\.groups\[0\]: there is no none/);
  });

  test('options that a call added stay, and those that the file names keep their ids', async () => {
    const field = (...names: string[]) => ({
      company,
      fields: [{ fieldid: 'f1', field_name: 'x', field_type: 6, options: names.map((data_name) => ({ data_name })) }],
    });
    const ids = async () => {
      const rows = await acme.db.query.selectFrom('field_option').selectAll().orderBy('position').execute();
      return rows.map((row) => [row.value, row.id]);
    };
    await acme.apply(field('a', 'b'));
    const [a, b] = await ids();
    await acme.apply(field('c', 'b'));
    const after = await ids();
    assert.deepEqual(
      after.map(([value]) => value),
      ['c', 'b', 'a'],
    );
    assert.deepEqual([after[1], after[2]], [b, a]);
  });

  test('a region tree is read from a file next to the company file, as a list or as a whole answer of get_region', async () => {
    const tree = [
      { id: '1', name: 'North', regions: [{ id: '11', name: 'Town' }] },
      { id: '2', name: 'South' },
    ];
    acme.write('tree.json', JSON.stringify({ ret_code: '000000', ret_msg: '', items: tree }));
    await acme.apply({ company, regions: 'tree.json' });
    assert.deepEqual((await acme.show()).regions, tree);
    acme.write('tree.json', JSON.stringify(tree));
    assert.deepEqual((await acme.apply({ company, regions: 'tree.json' })).changes, []);
    await acme.apply({ company });
    assert.deepEqual((await acme.show()).regions, tree);
    await acme.apply({ company, regions: null });
    assert.equal((await acme.show()).regions, undefined);
  });

  test('sections that the server does not use yet are stored as given, and encrypted', async () => {
    const file = {
      company,
      calendars: [{ calendarid: 'c1', name: 'days', hours: { mon: ['09:00-12:00', '13:30-18:00'] } }],
      sla: [
        { slaid: 's1', name: 'x', calendarid: 'c1', targets: { '0': { accept: '4h', complete: '3d' } }, pause: [3] },
      ],
      triggers: [
        { triggerid: 'r1', name: 'x', on: ['created'], all: [{ field: 'ticket_level', is: '3' }], do: [{ set: {} }] },
      ],
      automations: [{ automationid: 'm1', name: 'x', all: [{ field: 'hours_since_updated', at_least: 72 }], do: [] }],
      macros: [{ macroid: 'v1', name: 'm1ne', set: { anything: [1, { deep: true }] } }],
    };
    await acme.apply(file);
    const { company: _, apps: __, ...kept } = await acme.show();
    const { company: ___, ...given } = file;
    assert.deepEqual(kept, given);
    const bodies = await acme.db.query.selectFrom('kept_section').select('body').execute();
    assert.ok(!JSON.stringify(bodies).includes('m1ne'));
  });

  test('many thousand entries are written in one transaction', async () => {
    const customers = Array.from({ length: 9000 }, (_, n) => ({
      userid: `u${n}`,
      user_nick: `n${n}`,
      user_tels: `1${n}`,
    }));
    assert.equal((await acme.apply({ company, customers })).changes.length, 9002);
    assert.deepEqual((await acme.apply({ company, customers })).changes, []);
  });
});
