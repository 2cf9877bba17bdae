import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { findUnused } from '../../src/company-file/unused.ts';
import { onEveryDatabase } from '../databases.ts';
import { installationOn, type TestInstallation } from './installation.ts';

const base = { company: { companyid: 'acme', name: 'Acme' }, apps: [{ appid: 'one', app_key: 'k' }] };
/** An entry as earlier releases stored it: they checked only the id. */
const odd = { robot_ruleid: 'b1', when: '你好', answer: '您好' };
const rule = { robot_ruleid: 'b2', name: '分流', keywords: { any: ['退款'] }, do: [{ set: { deal_groupid: 'g1' } }] };

onEveryDatabase('An entry on which nothing acts yet', (stores) => {
  let acme: TestInstallation;

  beforeEach(async () => {
    acme = installationOn(await stores.open());
    await acme.apply(base);
    const body = acme.vault.seal(JSON.stringify([{ entry: odd, position: 0 }]), 'kept:robot_rules');
    await acme.db.write('acme', ({ query }) =>
      query.insertInto('kept_section').values({ company_id: 'acme', name: 'robot_rules', body }).execute(),
    );
  });

  const ids = async () =>
    ((await acme.show()).robot_rules as { robot_ruleid: string }[]).map((one) => one.robot_ruleid);

  test('stays as an earlier release stored it while the file does not change it', async () => {
    const { changes } = await acme.apply({ ...base, robot_rules: [odd, rule] });
    assert.deepEqual(
      changes.map(({ change, id }) => `${change} ${id}`),
      ['create b2'],
    );
    assert.deepEqual(await ids(), ['b1', 'b2']);
    assert.deepEqual((await acme.apply(await acme.show())).changes, []);
  });

  test('must have the form of its section when the file changes it', async () => {
    const faults = await acme.faults({ ...base, robot_rules: [{ ...odd, answer: '再见' }] });
    assert.match(faults.join('\n'), /robot_rules\[0\]: name is missing\n.*robot_rules\[0\]\.when: no such key/s);
  });

  test('is found by the check of the installation, until it is removed', async () => {
    assert.deepEqual(await findUnused(acme.db.query, acme.vault), [{ companyId: 'acme', sections: ['robot_rules'] }]);
    await acme.apply({ ...base, robot_rules: [] }, { prune: true });
    assert.deepEqual(await findUnused(acme.db.query, acme.vault), []);
  });
});
