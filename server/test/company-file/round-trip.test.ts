import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { readCompanyFile } from '../../src/company-file/read.ts';
import { onEveryDatabase } from '../databases.ts';
import { worldFile } from '../world.ts';
import { installationOn, type TestInstallation } from './installation.ts';

const text = (max: number) =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: max })
    .map((value) => value.trim())
    .filter((value) => value !== '' && [...value].length <= max && value.isWellFormed() && !value.includes('\0'));
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const ids = (prefix: string, most: number) =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: most })
    .map((numbers) => numbers.map((n) => `${prefix}${n}`));

interface OptionFile {
  data_name: string;
  data_value?: string;
  options?: OptionFile[];
}

/** Arbitrary company files with most sections, with and without optional keys. */
const companyFiles = fc
  .record({
    groups: ids('g', 4),
    agents: ids('a', 5),
    customers: ids('u', 5),
    customerFields: ids('f', 3),
    fields: ids('f', 5),
    templates: ids('t', 3),
    categories: ids('c', 7),
    statuses: ids('1', 5),
    views: ids('v', 3),
  })
  .chain((has) =>
    fc.record({
      company: fc.record({
        companyid: fc.constant('acme'),
        name: text(20),
        timezone: maybe(fc.constantFrom('Europe/London', 'Asia/Tokyo')),
        settings: maybe(fc.record({ api: fc.boolean(), live_tokens: fc.integer({ min: 1, max: 100 }) })),
      }),
      apps: fc.constant([{ appid: 'one', app_key: 'key' }]),
      groups: each(has.groups, (groupid) => ({ groupid: fc.constant(groupid), group_name: text(10) })),
      agents: each(has.agents, (agentid) => ({
        agentid: fc.constant(agentid),
        agent_name: text(10),
        agent_nick: maybe(text(10)),
        agent_email: maybe(fc.constant(`${agentid}@x.example`)),
        role: maybe(fc.constantFrom('agent', 'admin')),
        groups: maybe(some(has.groups)),
        skills: maybe(fc.array(text(5), { maxLength: 2 })),
        active: maybe(fc.boolean()),
        on_duty: maybe(fc.boolean()),
      })),
      customers: each(has.customers, (userid) => ({
        userid: fc.constant(userid),
        user_nick: text(10),
        user_tels: maybe(fc.constantFrom('1,2', '3；4', '')),
        user_emails: maybe(fc.constantFrom('A@x.example;b@x.example', 'c@x.example')),
        partnerid: maybe(fc.constant(`p-${userid}`)),
        enterprise_name: maybe(fc.constantFrom('one', 'two')),
        remark: maybe(text(30)),
        fields: maybe(fc.dictionary(fc.constantFrom('f0', 'f1', 'undefined'), fc.constantFrom('', 'one', '2'))),
      })),
      customer_fields: each(has.customerFields, (fieldid) => ({
        fieldid: fc.constant(fieldid),
        field_name: text(10),
        field_type: fc.constantFrom(1),
        sortno: maybe(fc.integer({ min: 0, max: 9 })),
        max: maybe(fc.constant(100)),
      })),
      fields: each(has.fields, (fieldid) => ({
        fieldid: fc.constant(fieldid),
        field_name: text(10),
        field_type: fc.constantFrom(9),
        fill_flag: maybe(fc.boolean()),
        partner: maybe(fc.boolean()),
        sortno: maybe(fc.integer({ min: 0, max: 9 })),
        min: maybe(fc.constant(-1)),
        options: maybe(options),
      })),
      templates: each(has.templates, (templateid) => ({
        templateid: fc.constant(templateid),
        template_name: text(10),
        fields: maybe(some(has.fields)),
      })),
      categories: each(has.categories, (typeid) => ({
        typeid: fc.constant(typeid),
        type_name: text(10),
        templateid: maybe(has.templates.length > 0 ? fc.constantFrom(...has.templates) : fc.constant('')),
        retired: maybe(fc.boolean()),
      })).chain(planted),
      statuses: each(has.statuses, (code) => ({
        status_code: fc.constant(Number(code) + 100),
        status_name: fc.constant(`status ${code}`),
        status_type: fc.integer({ min: 1, max: 6 }),
        status_desc: maybe(text(10)),
      })),
      regions: maybe(fc.constant([{ id: '1', name: 'North', regions: [{ id: '11', name: 'Town' }] }])),
      views: each(has.views, (viewid) => ({
        viewid: fc.constant(viewid),
        name: text(10),
        groupid: maybe(has.groups.length > 0 ? fc.constantFrom(...has.groups) : fc.constant('')),
        all: maybe(
          fc.constantFrom([{ field: 'ticket_level', at_least: '2' }], [{ field: 'ticket_status', in: [0, 1] }]),
        ),
        sort: maybe(fc.constant({ by: 'level', order: 'desc' })),
      })),
      macros: maybe(fc.constant([{ macroid: 'v1', name: 'm', set: { thing: [1, null, 'x'] } }])),
    }),
  );

const options = fc
  .letrec<{ list: OptionFile[] }>((tie) => ({
    list: fc.array(
      fc.record({
        data_name: text(6),
        options: fc.option(tie('list'), { nil: undefined, maxDepth: 3, depthSize: 'small' }),
      }),
      { maxLength: 3 },
    ) as fc.Arbitrary<OptionFile[]>,
  }))
  .list.map((list) => numbered(list, { count: 0 }));

onEveryDatabase('a company file that is shown:', (stores) => {
  let acme: TestInstallation;

  before(async () => {
    acme = installationOn(await stores.open());
  });

  test('it changes nothing when applied, whatever files were applied before', async () => {
    await fc.assert(
      fc.asyncProperty(companyFiles, fc.boolean(), async (given, prune) => {
        const file = JSON.parse(JSON.stringify(given));
        await acme.apply(stringify(file), { prune });
        const shown = await acme.show();
        assert.deepEqual((await acme.apply(stringify(file))).changes, []);
        assert.deepEqual((await acme.apply(stringify(shown), { prune: true })).changes, []);
        assert.deepEqual(await acme.show(), shown);
      }),
      { numRuns: 25 },
    );
  });

  test('it makes the same company in another store', async () => {
    await fc.assert(
      fc.asyncProperty(companyFiles, async (given) => {
        const [one, two] = [installationOn(await stores.open()), installationOn(await stores.open())];
        await one.apply(stringify(JSON.parse(JSON.stringify(given))));
        const shown = await one.show();
        await two.apply(stringify(shown));
        assert.deepEqual(await two.show(), shown);
      }),
      { numRuns: 3 },
    );
  });

  test('it changes nothing in the demo company, from which it was made, and has all its categories', async () => {
    const { content } = await readCompanyFile(worldFile);
    const world = installationOn(await stores.open());
    await world.apply(stringify(content));
    const shown = await world.show(content.company.companyid);
    assert.deepEqual(parse(stringify(shown)), shown);
    assert.deepEqual((await world.apply(stringify(shown), { prune: true })).changes, []);
    assert.equal((shown.categories as unknown[]).length, content.categories?.length);
  });
});

function each<Entry>(
  ids: readonly string[],
  entry: (id: string) => { [Key in keyof Entry]: fc.Arbitrary<Entry[Key]> },
) {
  return fc.tuple(...ids.map((id) => fc.record(entry(id))));
}

function some(ids: readonly string[]): fc.Arbitrary<string[]> {
  return fc.shuffledSubarray([...ids]);
}

interface CategoryFile {
  categories?: CategoryFile[];
}

/** Arranges the categories as a tree of at most five levels: each is a child of an earlier one, or at the root. */
function planted(list: readonly object[]): fc.Arbitrary<CategoryFile[]> {
  return fc
    .array(fc.integer({ min: -1, max: 6 }), { minLength: list.length, maxLength: list.length })
    .map((parents) => {
      const copies = list.map((entry) => ({ ...entry, categories: [] as CategoryFile[] }));
      const depths: number[] = [];
      const roots: CategoryFile[] = [];
      for (const [index, copy] of copies.entries()) {
        const parent = parents[index]!;
        const below = parent >= 0 && parent < index && depths[parent]! < 5;
        depths.push(below ? depths[parent]! + 1 : 1);
        (below ? copies[parent]!.categories : roots).push(copy);
      }
      return roots;
    });
}

function numbered(list: readonly OptionFile[], seen: { count: number }): OptionFile[] {
  return list.map((option) => {
    seen.count += 1;
    const data_value = `v${seen.count}`;
    return { ...option, data_value, ...(option.options && { options: numbered(option.options, seen) }) };
  });
}
