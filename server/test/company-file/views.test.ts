import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { adoptKeptViews } from '../../src/company-file/sections/views.ts';
import { onEveryDatabase } from '../databases.ts';
import { installationOn, type TestInstallation } from './installation.ts';

const base = {
  company: { companyid: 'acme', name: 'Acme' },
  apps: [{ appid: 'one', app_key: 'k' }],
  groups: [{ groupid: 'g1', group_name: 'one' }],
};
const urgent = { viewid: 'urgent', name: '紧急', all: [{ field: 'ticket_level', is: '3' }] };
const ours = {
  viewid: 'ours',
  name: '本组',
  groupid: 'g1',
  all: [{ field: 'deal_groupid', is: 'g1' }],
  sort: { by: 'level', order: 'desc' },
};
/** A view that no release could use. Earlier releases stored views as given, and so they may have stored this one. */
const odd = { viewid: 'odd', any: [{ field: 'enterprise_name', contains: '酒店' }], columns: 7 };

onEveryDatabase('Views of the company file', (stores) => {
  let acme: TestInstallation;

  beforeEach(async () => {
    acme = installationOn(await stores.open());
    await acme.apply(base);
  });

  const rows = () => acme.db.query.selectFrom('view').selectAll().orderBy('position').execute();
  const changesOf = async (file: object, options = {}) =>
    (await acme.apply({ ...base, ...file }, options)).changes.map(({ change, id, keys = [] }) => [change, id, ...keys]);

  /** Stores the views as earlier releases did: as given, in one sealed text. */
  async function keepUnread(views: readonly object[]) {
    const body = acme.vault.seal(JSON.stringify(views.map((entry, position) => ({ entry, position }))), 'kept:views');
    await acme.db.write('acme', ({ query }) =>
      query.insertInto('kept_section').values({ company_id: 'acme', name: 'views', body }).execute(),
    );
  }

  test('belong to the company or a group, and are shown as they were given', async () => {
    const views = [urgent, ours];
    assert.deepEqual(await changesOf({ views }, { dryRun: true }), [
      ['create', 'urgent'],
      ['create', 'ours'],
    ]);
    assert.deepEqual(await rows(), []);
    await changesOf({ views });
    assert.deepEqual((await acme.show()).views, views);
    assert.deepEqual(await changesOf({ views }), []);
    assert.deepEqual(
      (await rows()).map(({ id, owner_type, owner_id }) => [id, owner_type, owner_id]),
      [
        ['urgent', 'company', ''],
        ['ours', 'group', 'g1'],
      ],
    );
  });

  test('are changed by key, reordered and pruned; an agent’s own view is left alone', async () => {
    await changesOf({ views: [urgent, ours] });
    await acme.db.write('acme', ({ query }) =>
      query
        .insertInto('view')
        .values({
          ...{ company_id: 'acme', id: 'own', name: '我的', owner_type: 'agent', owner_id: 'a1' },
          ...{ conditions: '[]', sort: '{}', position: 9 },
        })
        .execute(),
    );
    assert.deepEqual(await changesOf({ views: [ours, { viewid: 'urgent', name: '加急' }] }), [
      ['update', 'ours', 'order'],
      ['update', 'urgent', 'name', 'order'],
    ]);
    assert.deepEqual(await changesOf({ views: [ours] }, { prune: true }), [['remove', 'urgent']]);
    assert.deepEqual(
      (await rows()).map(({ id }) => id),
      ['ours', 'own'],
    );
    assert.deepEqual(await changesOf({ groups: [] }, { prune: true }), [], 'the group of a view stays');
  });

  test('may give text as numbers, and numbers as text', async () => {
    const given = {
      ...urgent,
      all: [
        { field: 'ticket_level', in: [2, 3] },
        { field: 'hours_since_created', at_least: '4' },
      ],
    };
    await changesOf({ views: [given] });
    const all = [
      { field: 'ticket_level', in: ['2', '3'] },
      { field: 'hours_since_created', at_least: 4 },
    ];
    assert.deepEqual((await acme.show()).views, [{ ...urgent, all }]);
    assert.deepEqual(await changesOf({ views: [given] }), []);
  });

  for (const [what, view, fault] of [
    ['an unknown field', { ...urgent, all: [{ field: 'mood', is: 'x' }] }, /all\[0\]/],
    [
      'a test that the field does not know',
      { ...urgent, all: [{ field: 'ticket_title', is: 'x' }] },
      /does not know is/,
    ],
    ['no test', { ...urgent, all: [{ field: 'ticket_level' }] }, /no test/],
    ['no name', { viewid: 'x' }, /name/],
    ['no list of conditions', { ...urgent, all: 5 }, /all: expected a list/],
    ['no condition in the list', { ...urgent, all: [null] }, /all\[0\]: expected keys and values/],
    ['a field that every object inherits', { ...urgent, all: [{ field: '__proto__', is: 'x' }] }, /all\[0\]\.field/],
    ['a value that is no text', { ...urgent, all: [{ field: 'userid', is: { toString: 1 } }] }, /all\[0\]\.is/],
    ['a group that is no text', { ...urgent, groupid: { toString: 1 } }, /groupid: expected 0 to 64/],
    ['an unknown key', { ...urgent, colour: 'red' }, /colour: no such key/],
    ['an unknown group', { ...urgent, groupid: 'g9' }, /no g9 among the groups/],
    ['the id of a built-in view', { ...urgent, viewid: 'mine' }, /comes with the product/],
    ['an unknown order', { ...urgent, sort: { by: 'mood', order: 'asc' } }, /sort/],
  ] as const) {
    test(`with ${what} are refused, with the line`, async () => {
      const [line = ''] = await acme.faults({ ...base, views: [view] });
      assert.match(line, /^company\.yaml:[0-9]+: views\[0\]/);
      assert.match(line, fault);
    });
  }

  test('that were stored as given become rows at the next start, if they have the right shape', async () => {
    await keepUnread([odd, urgent]);
    assert.deepEqual((await acme.show()).views, [odd, urgent]);
    await adoptKeptViews(acme);
    await adoptKeptViews(acme);
    assert.deepEqual(
      (await rows()).map(({ id }) => id),
      ['urgent'],
    );
    assert.deepEqual((await acme.show()).views, [odd, urgent]);
    assert.deepEqual(await changesOf({ views: [odd, urgent] }, { prune: true }), []);
  });

  test('of another shape stay stored as given while the file does not change them', async () => {
    await keepUnread([odd]);
    assert.deepEqual(await changesOf({ views: [odd, ours] }), [['create', 'ours']]);
    const [line = ''] = await acme.faults({ ...base, views: [{ ...odd, columns: 8 }] });
    assert.match(line, /views\[0\]/);
    assert.deepEqual(await changesOf({ views: [{ ...urgent, viewid: 'odd' }, ours] }), [
      ['update', 'odd', 'any', 'columns', 'groupid', 'all', 'sort', 'name'],
    ]);
    assert.deepEqual(
      (await rows()).map(({ id }) => id),
      ['odd', 'ours'],
    );
    assert.deepEqual(await changesOf({ views: [] }, { prune: true }), [
      ['remove', 'odd'],
      ['remove', 'ours'],
    ]);
  });
});
