import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCompanyFile } from '../../src/company-file/read.ts';
import { exampleFile } from '../../src/company-file/reference/all-words.ts';
import { companyFile } from '../../src/company-file/shape.ts';
import type { Problem } from '../../src/errors.ts';
import { writeFile } from './written-file.ts';

/** Lines of a file; each line with a wrong key ends with its place and, after `→`, the key that was meant. */
const lines = `
company: # company.nam → name
  companyid: acme
  nam: x
  settings:
    reopen_on_replay: true # company.settings.reopen_on_replay → reopen_on_reply
apps:
  - { appid: "1", app_kye: "2" } # apps[0].app_kye → app_key
groups:
  - { groupid: g1, group_name: x, colour: red } # groups[0].colour
agents:
  - { agentid: a1, name: ming } # agents[0].name → agent_name
customers:
  - { userid: u1, user_nick: x, user_tel: "1" } # customers[0].user_tel → user_tels
customer_fields:
  - fieldid: f1
    field_name: x
    field_type: 6
    options:
      - { data_name: a, data_vlaue: b } # customer_fields[0].options[0].data_vlaue → data_value
fields:
  - fieldid: f1
    field_name: x
    field_type: 9
    fillflag: 1 # fields[0].fillflag → fill_flag
    options:
      - data_name: a
        options: [{ data_name: b, dataname: c }] # fields[0].options[0].options[0].dataname
templates:
  - { templateid: t1, template_name: x, field: [f1] } # templates[0].field → fields
categories:
  - typeid: c1
    type_name: x
    template_id: t1 # categories[0].template_id → templateid
    categories:
      - typeid: c2
        type_name: y
        categories: [{ typeid: c3, type_name: z, retierd: true }] # categories[0].categories[0].categories[0].retierd → retired
statuses:
  - { status_code: 10, status_name: x, status_type: 4, description: y } # statuses[0].description
regions:
  - { id: "1", name: x, regions: [{ id: "2", name: y, region: [] }] } # regions[0].regions[0].region → regions
pushes:
  - { pushid: w1, url: "https://x.example", event: [created] } # pushes[0].event → events
calendars:
  - { calendarid: k1, name: x, hours: { monday: ["09:00-18:00"] } } # calendars[0].hours.monday
  - { calendarid: k2, name: x, holiday: [] } # calendars[1].holiday → holidays
sla:
  - { slaid: s1, name: x, targets: { "0": { acept: 4h } } } # sla[0].targets.0.acept → accept
triggers:
  - triggerid: r1
    name: x
    on: [created]
    all: [{ field: ticket_level, iss: "3" }] # triggers[0].all[0].iss → is
    do: [{ sett: {} }] # triggers[0].do[0].sett → set
automations:
  - { automationid: m1, name: x, do: [], any: [{ field: x, atleast: 1 }] } # automations[0].any[0].atleast → at_least
robot_rules:
  - { robot_ruleid: b1, name: x, do: [], keywords: { words: [a] } } # robot_rules[0].keywords.words
views:
  - viewid: v1
    name: x
    all: [{ field: ticket_level, equals: "3" }] # views[0].all[0].equals
    sort: { by: level, order: desc, odrer: asc } # views[0].sort.odrer
    groupids: g1 # views[0].groupids → groupid
macros:
  - { macroid: o1, name: x, reply: { reply_type: "0", content: y } } # macros[0].reply.content → reply_content
canned_replies:
  - { cannedid: n1, name: x, content: y, foldre: z } # canned_replies[0].foldre → folder
group: [] # group
`
  .trim()
  .split('\n');

const path = writeFile('wrong-keys.yaml', `${lines.join('\n')}\n`);
const refusal = (language: 'zh' | 'en') =>
  readCompanyFile(path).then(
    () => assert.fail('the file was read'),
    ({ zh, text }: Problem) => ({ zh: zh ?? '', en: text })[language].split('\n'),
  );

test('a wrong key in every section and on every level is named with its line, all at once', async () => {
  const wrong = lines.flatMap((line, index) => {
    const [, place, , meant] = / # (\S+)( → (\S+))?$/.exec(line) ?? [];
    return place === undefined ? [] : [{ place, meant, line: index + (place === 'company.nam' ? 3 : 1) }];
  });
  const named = (await refusal('en')).filter((fault) => fault.includes('no such key'));
  for (const { place, meant, line } of wrong) {
    const fault = named.find((one) => one.startsWith(`wrong-keys.yaml:${line}: ${place}: no such key`));
    assert.ok(fault, `${line}: ${place}`);
    if (meant !== undefined) assert.match(fault, new RegExp(`did you mean ${meant}\\?$`));
  }
  assert.equal(named.length, wrong.length);
  const sections = new Set(wrong.map(({ place }) => place.split(/[.[]/)[0]));
  assert.deepEqual(
    Object.keys(companyFile.properties).filter((section) => !sections.has(section)),
    [],
  );
});

test('the faults are in the order of the file, and missing keys are among them', async () => {
  const faults = await refusal('en');
  const at = faults.map((fault) => Number(fault.split(':')[1]));
  assert.deepEqual(
    at,
    at.toSorted((one, other) => one - other),
  );
  assert.ok(faults.includes('wrong-keys.yaml:11: agents[0]: agent_name is missing'));
});

test('keys that every object inherits are wrong keys in every section', async () => {
  for (const key of ['constructor', '__proto__', 'toString']) {
    const file = structuredClone(exampleFile());
    const sections = Object.keys(file).filter((section) => section !== 'regions');
    for (const section of sections) {
      const [entry] = [file[section]].flat();
      // An assignment to __proto__ would make no key.
      Object.defineProperty(entry, key, { value: 1, enumerable: true });
    }
    const path = writeFile('inherited.json', JSON.stringify(file, null, 1));
    const { text } = (await readCompanyFile(path).catch((error: Problem) => error)) as Problem;
    const named = text.split('\n').map((line) => line.replace(/^inherited\.json:\d+: (\w+).*: no such key.*$/, '$1'));
    assert.deepEqual(named, sections, text);
  }
});

test('a file of many thousand wrong keys is refused within seconds', async () => {
  const keys = Array.from({ length: 100_000 }, (_, n) => `group_nam${n}: 1`).join('\n  ');
  const path = writeFile('many.yaml', `company:\n  companyid: acme\n  ${keys}\n`);
  const started = performance.now();
  const { text } = (await readCompanyFile(path).catch((error: Problem) => error)) as Problem;
  assert.match(text, /… and 99900 more$/);
  assert.ok(performance.now() - started < 60_000);
});

test('in Chinese every fault is Chinese, at the same places', async () => {
  const placeOf = (fault: string) => fault.split(': ', 2).join(': ');
  const [chinese, english] = [await refusal('zh'), await refusal('en')];
  assert.deepEqual(chinese.map(placeOf), english.map(placeOf));
  assert.deepEqual(
    chinese.filter((fault) => !/\p{sc=Han}/u.test(fault)),
    [],
  );
  assert.ok(chinese.includes('wrong-keys.yaml:43: pushes[0].event: 没有这个键；是不是 events？'), chinese.join('\n'));
});
