import assert from 'node:assert/strict';
import { test } from 'node:test';
import { companyId } from '../../company-file/installation.ts';
import { onPostgres } from '../../databases.ts';
import { openImportScene } from './import-scene.ts';

const company = `
company: { companyid: ${companyId}, name: Acme }
categories: [{ typeid: "9", type_name: 其他 }]
customers: [{ userid: u1, user_nick: x }]
`;

onPostgres('Imports through two nodes', (stores) => {
  test('of files that share rows leave no row double', async () => {
    const where = await stores.place();
    const [one, other] = [
      await openImportScene(await stores.open(where), company),
      await openImportScene(await stores.open(where), company),
    ];
    const rows = Array.from({ length: 900 }, (_, n) => `第 ${n} 张,9,1,u1`);
    const table = (part: readonly string[]) => ['ticket_title,ticket_typeid,ticket_from,userid', ...part].join('\n');
    const outcomes = await Promise.all([
      one.importing('tickets', 'all.csv', table(rows)),
      other.importing('tickets', 'same.csv', table(rows)),
      other.importing('tickets', 'reversed.csv', table(rows.slice(300).toReversed())),
    ]);
    const sum = (key: 'created' | 'skipped') => outcomes.reduce((total, { outcome }) => total + outcome[key], 0);
    assert.deepEqual([sum('created'), sum('skipped')], [900, 1500]);
    assert.equal(await one.tickets(), 900);
  });
});
